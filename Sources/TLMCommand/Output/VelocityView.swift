import TLM

/// velocity for people: a bar a bucket, the trend named, the tools beside each other.
enum VelocityView {
  /// Empty buckets in a row that are shown one by one; more become one row that counts them.
  private static let emptyRows = 2

  static func lines(of report: Value, for terminal: Terminal) -> [String] {
    let per = report["per"]?.text ?? "day"
    let buckets = report["buckets"]?.elements ?? []
    guard !buckets.isEmpty || report["overall"]?["completed"]?.count ?? 0 > 0 else {
      return ["no issue was started or completed"]
    }
    var lines = [terminal.styled("issues completed per \(per)", .bold)]
    lines += rows(buckets, per, leftOut: report["left_out"]?.elements ?? [], terminal)
    if buckets.contains(where: { $0["partial"] == true }) {
      lines.append(terminal.styled("* not the whole \(per): left out of the trend", .dim))
    }
    lines += ["", summary(report, per, terminal)]
    let tools = report["by_tool"]?.members ?? []
    if !tools.isEmpty { lines += ["", terminal.styled("by tool", .bold)] + rows(tools, terminal) }
    return lines + notes(report)
  }

  private static func rows(
    _ buckets: [Value], _ per: String, leftOut: [Value], _ terminal: Terminal
  ) -> [String] {
    var table = Table([
      (per, .left), ("", .left), ("done", .right), ("ok", .right), ("fail", .right),
      ("skip", .right), ("started", .right), ("success", .right), ("95 %", .left),
      ("mean", .right),
    ])
    let most = buckets.map { $0["completed"]?.count ?? 0 }.max() ?? 0
    let width = terminal.width < 110 ? 12 : 24
    for run in BucketRun.runs(of: buckets, leftOut: leftOut, emptyRows: emptyRows) {
      switch run {
      case .bucket(let bucket): table.add(row(bucket, per, most: most, barWidth: width))
      case .empty(let count):
        let text = "… \(Numbers.grouped(count)) without any"
        table.add([text] + Array(repeating: "", count: 9))
      }
    }
    return table.lines(for: terminal) { column, cell in
      if column == 1 { return .cyan }
      return column == 0 && (cell.hasSuffix("*") || cell.hasPrefix("…")) ? .dim : nil
    }
  }

  private static func row(
    _ bucket: Value, _ per: String, most: Int, barWidth: Int
  ) -> [String] {
    func count(_ key: String) -> String {
      let count = bucket[key]?.count ?? 0
      return count == 0 ? "·" : Numbers.grouped(count)
    }
    let completed = bucket["completed"]?.count ?? 0
    let rate = bucket["success_rate"]?.number
    let mark = bucket["partial"] == true ? " *" : ""
    var interval = ""
    if let low = bucket["success_rate_low"]?.number, let high = bucket["success_rate_high"]?.number
    {
      interval =
        "\(Numbers.fixed(low * 100, decimals: 0))–\(Numbers.fixed(high * 100, decimals: 0))"
    }
    return [
      start(bucket["start"]?.text ?? "", per) + mark,
      most == 0 ? "" : Bar.text(Double(completed) / Double(most), width: barWidth),
      count("completed"), count("success"), count("failure"), count("skipped"), count("started"),
      rate.map(Numbers.percent) ?? "-", interval,
      bucket["mean_duration_s"]?.number.map(Numbers.seconds) ?? "-",
    ]
  }

  /// As much of a bucket's start as tells it from its neighbours. Buckets are UTC.
  private static func start(_ text: String, _ per: String) -> String {
    switch per {
    case "hour": text.prefix(13).replacing("T", with: " ") + ":00"
    case "month": String(text.prefix(7))
    case "quarter": text.prefix(4) + " Q" + quarter(text.dropFirst(5).prefix(2))
    default: String(text.prefix(10))
    }
  }

  private static func quarter(_ month: Substring) -> String {
    Int(month).map { String(($0 + 2) / 3) } ?? "?"
  }

  private static func summary(_ report: Value, _ per: String, _ terminal: Terminal) -> String {
    let completed = report["overall"]?["completed"]?.count ?? 0
    var parts = ["\(Numbers.grouped(completed)) completed"]
    if let velocity = report["overall"]?["velocity_per_day"]?.number {
      parts.append("\(Numbers.fixed(velocity, decimals: 2)) a day")
    }
    if let rate = report["overall"]?["success_rate"]?.number {
      parts.append("\(Numbers.percent(rate)) success")
    }
    let trend = report["trend"]?.text ?? "stable"
    var words = terminal.styled(trend, color(of: trend))
    if let slope = report["slope"]?.number {
      words += " (\(slope < 0 ? "" : "+")\(Numbers.percent(slope)) of the mean a \(per))"
    }
    return (parts + [words]).joined(separator: terminal.styled(" · ", .dim))
  }

  private static func color(of trend: String) -> Terminal.Style {
    switch trend {
    case "increasing": .green
    case "decreasing": .red
    default: .bold
    }
  }

  private static func rows(_ tools: [Member], _ terminal: Terminal) -> [String] {
    var table = Table([
      ("tool", .left), ("done", .right), ("ok", .right), ("fail", .right), ("success", .right),
      ("mean", .right),
    ])
    let sorted = tools.sorted {
      ($1.value["completed"]?.count ?? 0, $0.name) < ($0.value["completed"]?.count ?? 0, $1.name)
    }
    for tool in sorted {
      table.add([
        SafeText.of(tool.name), Numbers.grouped(tool.value["completed"]?.count ?? 0),
        Numbers.grouped(tool.value["success"]?.count ?? 0),
        Numbers.grouped(tool.value["failure"]?.count ?? 0),
        tool.value["success_rate"]?.number.map(Numbers.percent) ?? "-",
        tool.value["mean_duration_s"]?.number.map(Numbers.seconds) ?? "-",
      ])
    }
    return table.lines(for: terminal)
  }

  private static func notes(_ report: Value) -> [String] {
    var notes: [String] = []
    if let duplicates = report["duplicates"]?.count, duplicates > 0 {
      notes.append("\(Numbers.grouped(duplicates)) completions were told of twice and count once")
    }
    if let invalid = report["invalid"]?.count, invalid > 0 {
      notes.append("\(Numbers.grouped(invalid)) invalid durations are in no mean")
    }
    return notes.isEmpty ? [] : [""] + notes
  }
}
