/** The pages' icons: drawn here, since a page may load nothing from elsewhere. */
import type { ComponentChildren } from 'preact';

interface IconProps {
  /** Pixels, both ways. */
  readonly size?: number;
}

function icon(drawing: ComponentChildren) {
  return function Icon({ size = 18 }: IconProps) {
    return (
      <svg
        class="icon"
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        stroke-linecap="round"
        stroke-linejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        {drawing}
      </svg>
    );
  };
}

export const UploadIcon = icon(
  <>
    <path d="M12 16V4M7 9l5-5 5 5" />
    <path d="M4 16v3a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-3" />
  </>,
);
export const DownloadIcon = icon(
  <>
    <path d="M12 4v12M7 11l5 5 5-5" />
    <path d="M4 17v2a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-2" />
  </>,
);
export const GearIcon = icon(
  <>
    <path d="M4 7h9M19 7h1M4 17h1M11 17h9" />
    <circle cx="16" cy="7" r="2.6" />
    <circle cx="8" cy="17" r="2.6" />
  </>,
);
export const RefreshIcon = icon(
  <>
    <path d="M20 11a8 8 0 0 0-14.3-4L4 9" />
    <path d="M4 4v5h5M4 13a8 8 0 0 0 14.3 4L20 15" />
    <path d="M20 20v-5h-5" />
  </>,
);
export const SearchIcon = icon(
  <>
    <circle cx="10.5" cy="10.5" r="6" />
    <path d="M15 15l5 5" />
  </>,
);
export const CheckIcon = icon(<path d="M5 12.5l4.5 4.5L19 7.5" />);
export const CrossIcon = icon(<path d="M6 6l12 12M18 6L6 18" />);
export const ChevronIcon = icon(<path d="M9 5l7 7-7 7" />);
export const BackIcon = icon(<path d="M15 5l-7 7 7 7" />);
export const AlertIcon = icon(
  <>
    <path d="M12 4L2.8 19.5h18.4z" />
    <path d="M12 10v4.5M12 17.4v.1" />
  </>,
);
export const InfoIcon = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 11v5M12 7.8v.1" />
  </>,
);
export const PlugIcon = icon(
  <>
    <path d="M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0z" />
    <path d="M12 17v4" />
  </>,
);
export const ChartIcon = icon(<path d="M5 20V11M12 20V4M19 20v-6" />);
export const TableIcon = icon(
  <>
    <rect x="3.5" y="5" width="17" height="14" rx="2" />
    <path d="M3.5 10h17M9.5 10v9" />
  </>,
);
export const LinkIcon = icon(
  <>
    <path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7" />
    <path d="M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17" />
  </>,
);
export const ClockIcon = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7v5.4l3.2 2" />
  </>,
);
export const FileIcon = icon(
  <>
    <path d="M6 3h8l5 5v13H6z" />
    <path d="M14 3v5h5M9 13h7M9 17h7" />
  </>,
);
export const ClipboardIcon = icon(
  <>
    <rect x="5" y="5" width="14" height="16" rx="2" />
    <path d="M9 5V3h6v2M9 11h6M9 15h4" />
  </>,
);
export const ShieldIcon = icon(
  <>
    <path d="M12 3l7.5 3v5.5c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.5V6z" />
    <path d="M8.5 12l2.5 2.5 4.5-5" />
  </>,
);
export const MoreIcon = icon(
  <>
    <circle cx="5" cy="12" r="1" />
    <circle cx="12" cy="12" r="1" />
    <circle cx="19" cy="12" r="1" />
  </>,
);
export const PhoneIcon = icon(
  <path d="M6 3h3l2 5-2.5 1.8a12 12 0 0 0 5.7 5.7L16 13l5 2v3a3 3 0 0 1-3.3 3A16.5 16.5 0 0 1 3 6.3 3 3 0 0 1 6 3z" />,
);
export const MessageIcon = icon(<path d="M4 5h16v11H10l-5 4v-4H4zM8 9.5h8M8 12.5h5" />);
export const MailIcon = icon(
  <>
    <rect x="3.5" y="5.5" width="17" height="13" rx="2" />
    <path d="M4 7l8 6 8-6" />
  </>,
);
export const MapIcon = icon(
  <>
    <path d="M12 21s-7-6.3-7-11a7 7 0 0 1 14 0c0 4.7-7 11-7 11z" />
    <circle cx="12" cy="10" r="2.5" />
  </>,
);
