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
      Numbers.duration(stay.time.seconds), result.share(of: stay).map(Numbers.percent) ?? "-",
    ]
  }
}
