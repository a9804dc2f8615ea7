/** Gives the engine's controls, which are bare boxes, the roles and names that assistive technology needs. */

type Describe = (control: HTMLElement) => Readonly<Record<string, string>>;

const DESCRIPTIONS: readonly (readonly [selector: string, describe: Describe])[] = [
  ['.o-sheet-list', () => ({ role: 'tablist', 'aria-label': 'Tabs' })],
  [
    '.o-sheet',
    (tab) => ({
      role: 'tab',
      'aria-label': tab.querySelector('.o-sheet-name')?.textContent?.trim() ?? '',
      'aria-selected': String(tab.classList.contains('active')),
    }),
  ],
  ['.o-add-sheet', () => ({ role: 'button', 'aria-label': 'Add tab', title: 'Add tab' })],
  ['.o-list-sheets', () => ({ role: 'button', 'aria-label': 'All tabs', title: 'All tabs' })],
  ['.o-topbar-toolbar .o-toolbar-tools', () => ({ role: 'toolbar', 'aria-label': 'Formatting' })],
  [
    '.o-topbar-toolbar [title]:not(input):not(select)',
    (tool) => ({ role: 'button', 'aria-label': tool.title }),
  ],
  [
    '.o-topbar-toolbar [title] input',
    (input) => ({ 'aria-label': input.closest<HTMLElement>('[title]')?.title ?? '' }),
  ],
  ['.o-grid-add-rows input', () => ({ 'aria-label': 'How many rows to add' })],
  ['.o-topbar-toolbar .more-tools', () => ({ role: 'button', 'aria-label': 'More' })],
  ['.o-named-range-selector-container input', () => ({ 'aria-label': 'Name box' })],
  ['.o-topbar-composer .o-composer', () => ({ role: 'textbox', 'aria-label': 'Formula bar' })],
  ['.o-selection-statistic', (sum) => ({ 'data-empty': String(sum.textContent?.includes('__')) })],
];

/** Describes what is there now and whatever the engine draws later. */
export function describeControls(root: HTMLElement): void {
  let waiting = false;
  const describe = () => {
    waiting = false;
    for (const [selector, describeOne] of DESCRIPTIONS) {
      for (const control of root.querySelectorAll<HTMLElement>(selector)) {
        for (const [name, value] of Object.entries(describeOne(control))) {
          if (control.getAttribute(name) !== value) control.setAttribute(name, value);
        }
      }
    }
  };
  describe();
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(describe);
  }).observe(root, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['class'],
  });
}
