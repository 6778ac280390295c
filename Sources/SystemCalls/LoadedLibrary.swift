#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A library of the system's that is loaded when something first needs it, and not as the program
/// starts: libcurl alone has thirty others behind it, and every hook of an agent would wait for them.
@safe package final class LoadedLibrary: Sendable {
  private let handle: Int

  /// The first of these that there is; nil where there is none.
  ///
  /// - Parameter names: of files, as the loader looks for them.
  package init?(_ names: [String]) {
    for name in names {
      if let handle = unsafe dlopen(name, RTLD_NOW | RTLD_LOCAL) {
        // It stays loaded as long as the process lives, so the address stays what it is.
        self.handle = Int(bitPattern: handle)
        return
      }
    }
    return nil
  }

  /// Where something of the library stands; nil where it has nothing of that name.
  package func symbol(_ name: String) -> UnsafeMutableRawPointer? {
    unsafe dlsym(UnsafeMutableRawPointer(bitPattern: handle), name)
  }
}
