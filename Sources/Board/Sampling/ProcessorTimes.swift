/// Ticks that the processors of a machine spent, busy or not, since it started.
struct ProcessorTimes: Sendable, Equatable {
  var busy: UInt64
  var idle: UInt64

  /// What the first line of `/proc/stat` says; nil where it is something else.
  ///
  /// `cpu  user nice system idle iowait irq softirq steal guest guest_nice`: guests are in user
  /// already, and a processor that waits for a disk is idle.
  init?(_ lines: [Substring]) {
    guard let line = lines.first else { return nil }
    let words = line.split(separator: " ")
    guard words.first == "cpu", words.count >= 5 else { return nil }
    let numbers = words.dropFirst().prefix(8).map { UInt64($0) }
    (busy, idle) = (0, 0)
    for (place, number) in numbers.enumerated() {
      guard let number, number < 1 << 60 else { return nil }
      if place == 3 || place == 4 { idle += number } else { busy += number }
    }
  }

  /// How many processors the file has a line of; nil where there is none.
  static func count(in lines: [Substring]) -> Int? {
    let count = lines.count { line in
      line.hasPrefix("cpu") && line.dropFirst(3).first.map { ("0"..."9").contains($0) } ?? false
    }
    return count > 0 ? count : nil
  }

  init(busy: UInt64, idle: UInt64) {
    self.busy = busy
    self.idle = idle
  }

  /// The busy part of the time since `earlier`, in percent; nil where no time passed, or a count
  /// went back.
  func load(since earlier: ProcessorTimes) -> Double? {
    guard busy >= earlier.busy, idle >= earlier.idle else { return nil }
    let (busy, idle) = (busy - earlier.busy, idle - earlier.idle)
    return busy + idle == 0 ? nil : 100 * Double(busy) / Double(busy + idle)
  }
}
