/// How many processes wanted a processor, on the average of one, five and fifteen minutes.
struct LoadAverages: Sendable, Equatable {
  var one: Double
  var five: Double
  var fifteen: Double

  init(one: Double, five: Double, fifteen: Double) {
    self.one = one
    self.five = five
    self.fifteen = fifteen
  }

  /// What `/proc/loadavg` says; nil where it is something else.
  init?(_ lines: [Substring]) {
    let words = lines.first?.split(separator: " ").prefix(3).map { Double($0) } ?? []
    guard words.count == 3, let one = words[0], let five = words[1], let fifteen = words[2],
      [one, five, fifteen].allSatisfy({ $0 >= 0 && $0.isFinite })
    else { return nil }
    self.init(one: one, five: five, fifteen: fifteen)
  }
}
