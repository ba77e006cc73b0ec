/** Files, shared files and copied text: what the browser offers to hand something on. */

export function download(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Whether the text is on the clipboard now. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedFromField(text);
  }
}

/** The older way, for pages opened from the disk. */
function copiedFromField(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  const isDone = document.execCommand("copy");
  field.remove();
  return isDone;
}

/** Whether the share sheet takes files here. */
export function canShare(name: string): boolean {
  try {
    const file = new File([""], name, { type: "application/json" });
    return typeof navigator.share === "function" && (navigator.canShare?.({ files: [file] }) ?? false);
  } catch {
    return false;
  }
}

/** Hands a file to the share sheet; false where it was called off. */
export async function shareFile(name: string, text: string): Promise<boolean> {
  try {
    await navigator.share({ files: [new File([text], name, { type: "application/json" })], title: name });
    return true;
  } catch {
    return false;
  }
}
