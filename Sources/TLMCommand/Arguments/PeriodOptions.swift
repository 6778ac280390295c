import Analysis
import ArgumentParser
import TLM

/// Which period is asked for, as all commands that tell of one take it.
struct PeriodOptions: ParsableArguments {
  @Option(
    name: [.customLong("since"), .customLong("last")],
    help: ArgumentHelp(
      "The period: 7d, 14d..7d, today, monday, this_week, last_week, 2026-11, or a time at which it "
        + "begins.", valueName: "period"))
  var since = PeriodOptions.usual

  @Option(help: ArgumentHelp("Where it ends; without it, now.", valueName: "time"))
  var until: String?

  static let usual = "7d"

  func validate() throws { _ = try window(now: .current) }

  /// The period with the one before it.
  ///
  /// - Throws: what can be written instead.
  func window(now: Timestamp) throws -> PeriodReader.Window {
    try Self.window(since: since, until: until, now: now)
  }

  /// The period of options that stand elsewhere.
  ///
  /// - Throws: what can be written instead.
  static func window(
    since: String, until: String?, now: Timestamp
  ) throws -> PeriodReader.Window {
    do throws(AnalysisError) {
      return try reader(now: now).window(since: since, until: until)
    } catch { throw ValidationError(error.description) }
  }

  /// What the period is compared with.
  ///
  /// - Throws: what can be written instead.
  func compared(_ text: String, with window: PeriodReader.Window, now: Timestamp) throws -> Period {
    do throws(AnalysisError) {
      return try Self.reader(now: now).compared(text, with: window)
    } catch { throw ValidationError(error.description) }
  }

  private static func reader(now: Timestamp) -> PeriodReader {
    PeriodReader(now: now, offset: { TimeZone.localOffset(at: $0) })
  }
}
