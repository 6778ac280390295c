/// How much of the last minute programs waited for one resource, in percent.
struct PressureStall: Sendable, Equatable {
  /// Some of them did.
  var some: Double
  /// All of them did: nothing went on meanwhile. Nil where the system does not tell it.
  var full: Double?

  init(some: Double, full: Double?) {
    self.some = some
    self.full = full
  }

  /// What a file of `/proc/pressure` says; nil where it is something else.
  ///
  /// `some avg10=0.00 avg60=1.25 avg300=0.40 total=12345`, and `full …` below it.
  init?(_ lines: [Substring]) {
    guard let some = Self.lastMinute("some", of: lines) else { return nil }
    self.init(some: some, full: Self.lastMinute("full", of: lines))
  }

  private static func lastMinute(_ kind: Substring, of lines: [Substring]) -> Double? {
    for line in lines {
      let words = line.split(separator: " ")
      guard words.first == kind, let word = words.first(where: { $0.hasPrefix("avg60=") }),
        let share = Double(word.dropFirst("avg60=".count)), (0...100).contains(share)
      else { continue }
      return share
    }
    return nil
  }
}

/// The resources that programs wait for. Each is nil where the system does not tell it.
struct HostPressure: Sendable, Equatable {
  var processors: PressureStall?
  var memory: PressureStall?
  var disks: PressureStall?

  init(processors: PressureStall? = nil, memory: PressureStall? = nil, disks: PressureStall? = nil)
  {
    self.processors = processors
    self.memory = memory
    self.disks = disks
  }

  /// What `/proc/pressure` says.
  init(_ files: HostFiles) {
    processors = files.lines("pressure/cpu").flatMap { PressureStall($0) }
    memory = files.lines("pressure/memory").flatMap { PressureStall($0) }
    disks = files.lines("pressure/io").flatMap { PressureStall($0) }
  }
}
