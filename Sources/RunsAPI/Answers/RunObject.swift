import Analysis
import Digests
import Events
import TLM

/// A run as the API tells it: every column that its clients know, whether it is there or not.
struct RunObject: Sendable {
  /// The JSON text.
  let bytes: [UInt8]

  /// A column: how its text begins, and what stands where no record gives it.
  private struct Column: Sendable {
    let label: Label
    let start: [UInt8]
    let standard: [UInt8]

    init(_ name: String, _ standard: String = "null") {
      label = Label(name)
      start = Array(",\"\(name)\":".utf8)
      self.standard = Array(standard.utf8)
    }
  }

  init(_ key: Label, _ row: Runs.Row) {
    var bytes = Array("{\"id\":\(Self.number(of: key)),\"event_id\":".utf8)
    bytes += (row["event_id"] ?? Self.quoted(key.text)).utf8
    for column in Self.columns {
      bytes += column.start
      bytes += Self.value(of: column.label, row).map { Array($0.utf8) } ?? column.standard
    }
    for name in ["metrics_json", "context_json"] where Self.isUnreadable(row[name]) {
      bytes += ",\"\(name)_parse_error\":\"the text is no JSON\"".utf8
    }
    if let times = row["ts_invalid"] { bytes += ",\"ts_invalid\":\(times)".utf8 }
    bytes += Self.addresses(row).utf8
    bytes.append(UInt8(ascii: "}"))
    self.bytes = bytes
  }

  /// Tells this state of the run from every other.
  var tag: String {
    let digest = SHA256.hash(bytes.span).prefix(12)
    return "\"" + digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\""
  }

  private static let columns: [Column] =
    [Column("run_id"), Column("schema_version", "7")]
    + [
      "created_at", "updated_at", "start_time", "end_time", "agent_name", "agent_owner",
      "job_type",
    ].map { Column($0) }
    + [Column("status", "\"unknown\"")]
    + [
      "product", "product_family", "platform", "subdomain", "website", "website_section",
      "item_name",
    ].map { Column($0) }
    + [
      "items_discovered", "items_succeeded", "items_failed", "items_skipped", "duration_ms",
    ].map { Column($0, "0") }
    + [
      "input_summary", "output_summary", "source_ref", "target_ref", "error_summary",
      "error_details", "git_repo", "git_branch", "git_commit_hash", "git_run_tag",
      "git_commit_source", "git_commit_author", "git_commit_timestamp", "host", "environment",
      "trigger_type", "metrics_json", "context_json",
    ].map { Column($0) }
    + [
      Column("api_posted", "false"), Column("api_posted_at"), Column("api_retry_count", "0"),
      Column("insight_id"), Column("parent_run_id"),
    ]

  private static func value(of label: Label, _ row: Runs.Row) -> String? {
    let text = row.fields[label]
    switch label.text {
    case "status": return row.status.map { quoted($0.rawValue) }
    case "created_at": return text ?? row["start_time"]
    case "updated_at": return text ?? plain(row["created_at"] ?? row["start_time"])
    case "api_posted": return text.map { ["1", "true"].contains($0) ? "true" : "false" }
    case "metrics_json", "context_json": return text.map(parsed)
    case "duration_ms", "api_retry_count": return text.map(number)
    case let name where name.hasPrefix("items_"): return text.map(number)
    default: return text
    }
  }

  /// Numbers beyond 2^53 stand in the log as texts.
  private static func number(_ text: String) -> String {
    guard let words = RunText.plain(text), CountReading.number(of: words) != nil else {
      return text
    }
    return words
  }

  private static func plain(_ text: String?) -> String? {
    guard let words = RunText.plain(text), let time = NewRun.time(words) else { return nil }
    return quoted(RunTime.plain(time))
  }

  /// What stands in a text that is JSON; clients of old wrote objects so.
  private static func parsed(_ text: String) -> String {
    guard text.hasPrefix("\""), let words = RunText.plain(text),
      let value = Value(json: Array(words.utf8))
    else { return text }
    return JSONWriter.text(of: value)
  }

  private static func isUnreadable(_ text: String?) -> Bool {
    guard let text, text.hasPrefix("\""), let words = RunText.plain(text) else { return false }
    return Value(json: Array(words.utf8)) == nil
  }

  private static func addresses(_ row: Runs.Row) -> String {
    let repository = RunText.plain(row["git_repo"])
    let hash = RunText.plain(row["git_commit_hash"])
    let commit = repository.flatMap { RepositoryAddress.commit(hash ?? "", of: $0) }
    let page = repository.flatMap(RepositoryAddress.repository)
    return
      ",\"commit_url\":\(commit.map(quoted) ?? "null"),\"repo_url\":\(page.map(quoted) ?? "null")"
  }

  private static func quoted(_ text: String) -> String { JSONWriter.text(of: .string(text)) }

  /// A number that is always the same for a run, and exact in every reader of JSON.
  private static func number(of key: Label) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in key.text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return max(1, hash >> 11)
  }
}

/// Texts of rows, which are kept as JSON.
enum RunText {
  /// The text that a JSON text is; nil for anything else.
  static func plain(_ json: String?) -> String? {
    guard let json, json.utf8.count >= 2, json.utf8.first == UInt8(ascii: "\"") else { return nil }
    if json.utf8.contains(UInt8(ascii: "\\")) { return Value(json: Array(json.utf8))?.text }
    return String(json.dropFirst().dropLast())
  }
}
