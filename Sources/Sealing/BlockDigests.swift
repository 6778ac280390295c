import Digests
package import SystemCalls

/// SHA-256 of each block of a file.
package enum BlockDigests {
  /// Bytes of a block; the last one of a file may have fewer.
  package static let block = 1 << 16
  /// Blocks that a thread reads at once.
  private static let stripe = 16

  /// The digests of the first bytes of a file, 32 bytes each; fewer where the file is shorter.
  ///
  /// - Parameters:
  ///   - length: of the file's beginning.
  ///   - threads: that read beside each other, a megabyte each.
  ///   - progress: told how many more bytes were read, by any of them.
  package static func of(
    _ file: Descriptor, length: Int64, threads: Int,
    progress: @escaping @Sendable (Int64) -> Void = { _ in }
  ) throws(SystemError) -> [UInt8] {
    let step = Int64(block * stripe)
    let count = Int((max(0, length) + step - 1) / step)
    let work = Guarded(Work(stripes: count))
    onThreads(min(max(1, threads), max(1, count))) {
      while let next = work.withLock({ $0.next() }) {
        let start = Int64(next) * step
        do throws(SystemError) {
          let bytes = try file.bytes(at: start, count: Int(min(step, length - start)))
          let digests = Self.digests(of: bytes)
          work.withLock { $0.results[next] = digests }
          progress(Int64(bytes.count))
        } catch { work.withLock { $0.failure = error } }
      }
    }
    return try work.withLock { work throws(SystemError) in
      if let failure = work.failure { throw failure }
      return Array(work.results.joined())
    }
  }

  /// The digests of bytes that begin where a block does.
  package static func digests(of bytes: [UInt8]) -> [UInt8] {
    var digests: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: block) {
      let end = min(bytes.count, start + block)
      digests += SHA256.hash(bytes.span.extracting(start..<end))
    }
    return digests
  }

  /// What the threads share.
  private struct Work: Sendable {
    var results: [[UInt8]]
    var failure: SystemError?
    private var taken = 0

    init(stripes: Int) { results = Array(repeating: [], count: stripes) }

    mutating func next() -> Int? {
      guard failure == nil, taken < results.count else { return nil }
      defer { taken += 1 }
      return taken
    }
  }
}
