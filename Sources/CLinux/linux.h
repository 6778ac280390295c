// Calls of Linux that the Glibc module of Swift leaves out, because it is built without _GNU_SOURCE.
#pragma once

#if defined(__linux__)
#include <features.h>  // tells the next one that this is glibc
#include <linux/stat.h>
#include <sys/statfs.h>

extern int fallocate(int descriptor, int mode, long offset, long length);
extern int statx(
  int folder, const char *path, int flags, unsigned int mask, struct statx *status);

// The kind of file system that a path is on, by statfs(2); -1 where that cannot be told.
static inline long tlm_file_system(const char *path) {
  struct statfs status;
  return statfs(path, &status) == 0 ? (long)status.f_type : -1;
}
#endif
