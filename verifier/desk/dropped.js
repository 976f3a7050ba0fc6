// Files out of what was dropped or chosen, folders walked to the bottom. What systems leave in folders is passed over.

const CLUTTER = /(^|\/)(\.|~\$|__MACOSX\/|thumbs\.db$|desktop\.ini$)/i;

/** @typedef {{ file: File | null, name: string }} Named - the name has its folders in it; null: it cannot be opened */

/**
 * Whether `name` is of a file that a system keeps for itself.
 * @param {string} name
 */
export function isClutter(name) {
  return CLUTTER.test(name);
}

/**
 * The files of a field of files, or of a folder that was chosen with one, by name.
 * @param {Iterable<File>} files
 * @returns {Named[]}
 */
export function chosen(files) {
  return named([...files].map((file) => ({ file, name: file.webkitRelativePath || file.name })));
}

/**
 * The files of a drop, by name. Entries are taken at once: after the event they are gone.
 * @param {DataTransfer} transfer
 * @returns {Promise<Named[]>}
 */
export async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return named((await Promise.all(entries.map(walk))).flat());
}

/** @param {Named[]} files */
function named(files) {
  return files.filter(({ name }) => !isClutter(name)).sort((one, other) => compare(one.name, other.name));
}

const { compare } = new Intl.Collator("zh-CN", { numeric: true });

/**
 * @param {FileSystemEntry} entry
 * @returns {Promise<Named[]>}
 */
async function walk(entry) {
  const name = entry.fullPath.replace(/^\//, "");
  if (entry.isFile) return [{ file: await opened(/** @type {FileSystemFileEntry} */ (entry)), name }];
  try {
    const inside = await children(/** @type {FileSystemDirectoryEntry} */ (entry).createReader());
    return (await Promise.all(inside.map(walk))).flat();
  } catch {
    return [{ file: null, name }];
  }
}

/**
 * @param {FileSystemFileEntry} entry
 * @returns {Promise<File | null>}
 */
function opened(entry) {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}

/**
 * Everything in a folder; a browser gives a hundred at a time and then none.
 * @param {FileSystemDirectoryReader} reader
 * @returns {Promise<FileSystemEntry[]>}
 */
async function children(reader) {
  /** @type {FileSystemEntry[]} */
  const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
  return some.length ? [...some, ...(await children(reader))] : [];
}
