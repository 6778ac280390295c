#if os(Linux)
  import TestSupport
  import Testing

  extension Sandbox {
    /// A library of C for LD_PRELOAD, which the loader puts before every other one.
    func library(_ name: String, _ source: String) throws -> String {
      let file = try file("\(name).c", source)
      let library = "\(path)/\(name).so"
      let made = try shell("cc -shared -fPIC -o \(library) \(file)")
      try #require(made.code == 0, "\(made.errors)")
      return library
    }
  }
#endif
