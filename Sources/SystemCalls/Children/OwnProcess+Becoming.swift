#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension OwnProcess {
  /// Goes on as another program, with nothing of this one left: where there is no process, thread or
  /// file to be had for seeing it through, it runs all the same.
  ///
  /// - Throws: where there is no such program, or it cannot be run.
  static func become(_ words: [[UInt8]]) throws(SpawnFailure) -> Never {
    guard !words.isEmpty else { throw SpawnFailure(number: ENOENT) }
    for number in signalsIgnoredHere { signal(number, SIG_DFL) }
    var arguments = unsafe words.map { word in
      unsafe (word + [0]).withUnsafeBytes { bytes in
        unsafe strdup(bytes.baseAddress!.assumingMemoryBound(to: CChar.self))
      }
    }
    unsafe arguments.append(nil)
    _ = unsafe execvp(arguments[0]!, &arguments)
    throw SpawnFailure(number: errno)
  }
}
