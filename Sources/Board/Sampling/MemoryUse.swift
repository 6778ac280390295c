/// How much of a machine's memory and swap is in use, in percent.
struct MemoryUse: Sendable, Equatable {
  var memory: Double?
  /// Nil on a machine without swap.
  var swap: Double?

  init(memory: Double?, swap: Double?) {
    self.memory = memory
    self.swap = swap
  }

  /// What `/proc/meminfo` says; nil where it says neither.
  ///
  /// In use is what could not be had: all but `MemAvailable`, or, on a kernel that does not count
  /// that, all but what is free, buffers and cached.
  init?(_ lines: [Substring]) {
    var sizes: [Substring: UInt64] = [:]
    for line in lines {
      let words = line.split(separator: " ")
      guard words.count >= 2, let size = UInt64(words[1]), size < 1 << 60 else { continue }
      sizes[words[0].dropLast()] = size
    }
    let free =
      sizes["MemAvailable"]
      ?? sizes["MemFree"].map { free in
        free + (sizes["Buffers"] ?? 0) + (sizes["Cached"] ?? 0)
      }
    memory = Self.use(of: sizes["MemTotal"], free: free)
    swap = Self.use(of: sizes["SwapTotal"], free: sizes["SwapFree"])
    if memory == nil && swap == nil { return nil }
  }

  private static func use(of total: UInt64?, free: UInt64?) -> Double? {
    guard let total, let free, total > 0, free <= total else { return nil }
    return 100 * Double(total - free) / Double(total)
  }
}
