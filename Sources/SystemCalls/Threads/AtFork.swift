#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Runs these functions around every fork of this process (pthread_atfork(3)).
///
/// - Parameters:
///   - before: in the parent, before it; takes locks.
///   - inParent: after it; gives them back.
///   - inChild: in the child, which has one thread.
package func atFork(
  before: @convention(c) () -> Void, inParent: @convention(c) () -> Void,
  inChild: @convention(c) () -> Void
) {
  pthread_atfork(before, inParent, inChild)
}
