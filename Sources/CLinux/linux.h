// Calls of Linux that the Glibc module of Swift leaves out, because it is built without _GNU_SOURCE.
#pragma once

#if defined(__linux__)
#include <features.h>  // tells the next one that this is glibc
#include <linux/stat.h>

extern int fallocate(int descriptor, int mode, long offset, long length);
extern int statx(
  int folder, const char *path, int flags, unsigned int mask, struct statx *status);
#endif
