// Calls of Linux that the Glibc module of Swift leaves out, because it is built without _GNU_SOURCE.
#pragma once

#if defined(__linux__)
#include <features.h>  // tells the next one that this is glibc
#include <linux/stat.h>
#include <spawn.h>
#include <sys/statfs.h>

extern int fallocate(int descriptor, int mode, long offset, long length);
extern int sync_file_range(int descriptor, long offset, long length, unsigned int flags);
extern int statx(
  int folder, const char *path, int flags, unsigned int mask, struct statx *status);

extern int pipe2(int ends[2], int flags);

// All threads have their memory from one heap: what each had for itself would be kept by each.
extern int mallopt(int parameter, int value);
static inline void tlm_share_heap(void) {
#if defined(__GLIBC__)
  mallopt(-8, 1);  // M_ARENA_MAX
#endif
}

// The program that is started has no descriptor from this number on; glibc knows how since 2.34.
#if __GLIBC_PREREQ(2, 34)
extern int posix_spawn_file_actions_addclosefrom_np(
  posix_spawn_file_actions_t *actions, int from);
#endif
static inline void tlm_close_from(posix_spawn_file_actions_t *actions, int from) {
#if __GLIBC_PREREQ(2, 34)
  posix_spawn_file_actions_addclosefrom_np(actions, from);
#endif
}

// The kind of file system that a path is on, by statfs(2); -1 where that cannot be told.
static inline long tlm_file_system(const char *path) {
  struct statfs status;
  return statfs(path, &status) == 0 ? (long)status.f_type : -1;
}
#endif
