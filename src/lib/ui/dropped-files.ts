import type { NamedBlob } from '#lib/models/loaded-model.ts';

/** Files from a picker; a folder picker gives each its path below the folder. */
export function namedBlobs(files: Iterable<File>): NamedBlob[] {
  return [...files].map((file) => ({ name: file.webkitRelativePath || file.name, blob: file }));
}

/** More than a model and its weights ever are: somebody dropped a whole disk. */
const mostFiles = 2000;

/**
 * All files of a drop, folders read through. To be called in the drop event's own turn: the browser empties the
 * transfer after it.
 */
export async function filesOfDrop(transfer: DataTransfer): Promise<NamedBlob[]> {
  const entries = [...transfer.items].flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry === null ? [] : [entry];
  });
  if (entries.length === 0) return namedBlobs(transfer.files);
  const found: NamedBlob[] = [];
  for (const entry of entries) await collect(entry, '', found);
  return found;
}

async function collect(entry: FileSystemEntry, folder: string, found: NamedBlob[]): Promise<void> {
  if (found.length >= mostFiles) return;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    found.push({ name: `${folder}${file.name}`, blob: file });
  } else if (isFolder(entry)) {
    for (const child of await children(entry)) await collect(child, `${folder}${entry.name}/`, found);
  }
}

/** A reader hands out at most a hundred entries at a time, then an empty list. */
async function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0 || all.length >= mostFiles) return all;
    all.push(...some);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
