// Letting the page do something else. In a window that nobody sees frames stop, and timers come once a second or once a
// minute; messages go on, and so does a folder of files.

/** @returns {Promise<void>} after whatever else the page has to do */
export function breathe() {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
