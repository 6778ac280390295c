import Documents
import TLM

/// Time in each mode, beside that of another result.
struct BacktestModes {
  private let result: Backtest.Result
  private let other: BacktestDocument.Other?

  init(of result: Backtest.Result, against other: BacktestDocument.Other?) {
    self.result = result
    self.other = other
  }

  func lines(for terminal: Terminal) -> [String] {
    var columns: [(String, Table.Alignment)] = [
      ("mode", .left), ("time", .right), ("share", .right),
    ]
    if let other { columns += [(SafeText.of(other.name), .right), ("share", .right)] }
    var table = Table(columns)
    for mode in modes {
      table.add(
        [SafeText.of(mode)] + cells(mode, of: result)
          + (other.map { cells(mode, of: $0.result) } ?? []))
    }
    return table.lines(for: terminal)
  }

  /// Of both, in the order of their files.
  private var modes: [String] {
    let own = result.stays.map(\.mode)
    return own + (other?.result.stays.map(\.mode).filter { !own.contains($0) } ?? [])
  }

  private func cells(_ mode: String, of result: Backtest.Result) -> [String] {
    guard let stay = result.stays.first(where: { $0.mode == mode }) else { return ["-", "-"] }
    return [
      Self.length(stay.time.seconds), result.share(of: stay).map(Numbers.percent) ?? "-",
    ]
  }

  /// `2d 03:04:05`, with what is left of a second behind it.
  private static func length(_ seconds: Double) -> String {
    guard let whole = Int(exactly: seconds.rounded(.down)) else { return Numbers.seconds(seconds) }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let days = whole / 86_400
    let rest = Numbers.fixed(seconds - Double(whole), decimals: 3)
    return (days > 0 ? "\(days)d " : "")
      + [whole / 3600 % 24, whole / 60 % 60, whole % 60].map(two).joined(separator: ":")
      + (rest == "0.000" || rest == "1.000" ? "" : String(rest.dropFirst()))
  }
}
