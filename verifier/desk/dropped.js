// Files out of what was dropped or chosen, folders walked to the bottom. What systems leave in folders is passed over.

const CLUTTER = /(^|\/)(\.|~\$|__MACOSX\/|thumbs\.db$|desktop\.ini$)/i;

/** @typedef {{ file: File, name: string }} Named - the name has the folders above the file in it */

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
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) =>
      /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject),
    );
    return [{ file, name: entry.fullPath.slice(1) }];
  }
  const inside = await children(/** @type {FileSystemDirectoryEntry} */ (entry).createReader());
  return (await Promise.all(inside.map(walk))).flat();
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
