/** Hands the browser a file to download. */

/** Downloads it under a name. The address can be used again for as long as the page is open. */
export function saveBlob(name: string, blob: Blob): string {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  return url;
}
