import Events
import TestSupport
import Index

extension Query {
  /// A query that finds some events of a log made of `RandomLines`, more often than not.
  static func random(end: Int64, _ lines: inout RandomLines) -> Query {
    var query = Query(.random(&lines))
    if lines.roll(4) == 0 { query.from = Position(rawValue: Int64(lines.roll(Int(end) + 60))) }
    if lines.roll(4) == 0 {
      query.to = Position(rawValue: Int64(lines.roll(Int(end) + 60)))
    }
    if lines.roll(3) == 0 { query.limit = lines.roll(8) }
    query.newestFirst = lines.roll(2) == 0
    query.firstBlock = Int64(1 + lines.roll(3000))
    query.longestBlock = query.firstBlock * Int64(1 + lines.roll(5))
    return query
  }
}

extension Filter {
  static func random(_ lines: inout RandomLines) -> Filter {
    var filter = Filter()
    for _ in 0..<lines.roll(4) {
      switch lines.roll(15) {
      case 0: filter.names.append(pattern(&lines))
      case 1: filter.hiddenNames.append(pattern(&lines))
      case 2: filter.tools.append(id(&lines))
      case 3: filter.components.append(id(&lines))
      case 4: filter.issueIDs.append(id(&lines))
      case 5: filter.sessionIDs.append(id(&lines))
      case 6: filter.traceIDs.append(id(&lines))
      case 7: filter.runIDs.append(id(&lines))
      case 8: filter.streams.append(id(&lines))
      case 9: filter.eventIDs.append(id(&lines))
      case 10: filter.idempotencyKeys.append(id(&lines))
      case 11:
        filter.outcomes.append([.success, .failure, .skipped, .timeout][lines.roll(4)])
      case 12: filter.since = time(&lines)
      case 13: filter.until = time(&lines)
      default: filter.fields.append(.random(&lines))
      }
    }
    return filter
  }

  private static func id(_ lines: inout RandomLines) -> String {
    lines.roll(12) == 0 ? "nowhere" : RandomLines.ids[lines.roll(RandomLines.ids.count)]
  }

  private static func pattern(_ lines: inout RandomLines) -> String {
    ["*", "issue*", "*_call", "*.*", "gr*e", "*i*s*", ""][lines.roll(7)].isEmpty
      ? RandomLines.names[lines.roll(RandomLines.names.count)]
      : ["issue*", "*_call", "*.*", "gr*e", "*i*s*"][lines.roll(5)]
  }

  private static func time(_ lines: inout RandomLines) -> Timestamp {
    let second: Int64 = lines.roll(2) == 0 ? 1_770_000_000 : 1_770_976_800
    return Timestamp(rawValue: (second + Int64(lines.roll(400))) * 1_000_000_000)
  }
}

extension FieldCondition {
  static func random(_ lines: inout RandomLines) -> FieldCondition {
    // What an index may have under a field of the user's choice.
    if lines.roll(3) == 0 {
      let field = ["result", "status", "issue_id", "kind"][lines.roll(4)]
      let texts = RandomLines.words + RandomLines.ids
      return FieldCondition(field, .equal, .string(texts[lines.roll(texts.count)]))
    }
    let fields = ["n", "n", "n", "kind", "kind.n", "metadata.n", "issue_id", "result", "absent"]
    let operands: [Value] = [
      0, 60, 60.5, -0.5, .integer(1 << 53), .integer(1 << 53 + 1), .integer(.max),
      .unsigned(.max), 1e300, "", "BUG-1", "B", "é", "pass", true, false,
    ]
    return FieldCondition(
      fields[lines.roll(fields.count)],
      Comparison.allCases[lines.roll(Comparison.allCases.count)],
      operands[lines.roll(operands.count)])
  }
}
