/** Loaded into a process with `--import`: answers every message with the memory that the process holds, in bytes. */
process.on('message', () => process.send?.(process.memoryUsage().rss));
