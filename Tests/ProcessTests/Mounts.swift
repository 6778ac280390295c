import TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What tests may mount here. Where a name space may be had, a mount that fails in it is a failure
/// of the test and no reason to leave it out.
enum Mounts {
  /// Disks in memory, and folders that are mounted read-only.
  static let arePossible = succeeds(["unshare", "-rm", "true"])

  /// Disks in files.
  static let areOfFiles =
    geteuid() == 0 && access("/dev/loop-control", R_OK | W_OK) == 0
    && succeeds(["sh", "-c", "command -v mkfs.ext4"]) && succeeds(["unshare", "-m", "true"])
    && succeeds(["sh", "-c", "losetup -f"])

  private static func succeeds(_ command: [String]) -> Bool {
    // A program that is not there does not succeed.
    (try? Child(command, output: "/dev/null"))?.wait() == .exited(0)
  }
}
