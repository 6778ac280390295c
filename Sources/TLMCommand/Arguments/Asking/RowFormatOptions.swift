import ArgumentParser

/// How rows are printed.
struct RowFormatOptions: ParsableArguments {
  @Flag(help: "Print one JSON document.")
  var json = false

  @Flag(name: .customLong("jsonl"), help: "Print a line of JSON for each event or row.")
  var lines = false

  @Flag(help: "Print rows as CSV (RFC 4180), what a spreadsheet would compute disarmed.")
  var csv = false

  func validate() throws {
    if [json, lines, csv].count(where: { $0 }) > 1 {
      throw ValidationError("give one of --json, --jsonl and --csv")
    }
  }

  /// Of rows.
  var format: RowFormat { json ? .document : lines ? .lines : csv ? .csv : .table }
}

/// What rows are printed as.
enum RowFormat {
  case table, document, lines, csv
}
