/** Google's library as it is loaded once for all test files of a process: half a megabyte of numbering plans, which nothing changes. */
module.exports = globalThis.sharedProcess.googleNumbers();
