import Events

/// One field of a run as the API takes and tells it. The table of them is `RunFields`.
struct RunField: Sendable {
  /// What it takes.
  enum Kind: Sendable {
    case text
    /// A text that nobody may leave out; `least` is its shortest length.
    case required(least: Int)
    /// A whole number from 0 on.
    case count
    /// The same, of which null means 0.
    case duration
    case flag
    case object
    case status
    /// Who named a commit.
    case source
    /// A commit, of 7 to 40 characters.
    case hash
  }

  let name: String
  let kind: Kind

  init(_ name: String, _ kind: Kind = .text) { (self.name, self.kind) = (name, kind) }

  var isRequired: Bool {
    switch kind {
    case .required, .hash: true
    default: false
    }
  }

  /// Whether null says as much as leaving it out.
  var takesNull: Bool {
    switch kind {
    case .text, .object, .source, .duration: true
    default: false
    }
  }
}

/// The fields of requests, in the order in which answers name them.
enum RunFields {
  /// Of a run that is new.
  static let posted: [RunField] =
    [RunField("event_id", .required(least: 1)), RunField("run_id", .required(least: 0))]
    + texts("created_at") + [RunField("start_time", .required(least: 0))] + texts("end_time")
    + [
      RunField("agent_name", .required(least: 0)), RunField("job_type", .required(least: 0)),
      RunField("status", .status),
    ]
    + texts(
      "product product_family platform subdomain website website_section item_name")
    + counts("items_discovered items_succeeded items_failed items_skipped")
    + [RunField("duration_ms", .duration)]
    + texts("input_summary output_summary source_ref target_ref error_summary error_details")
    + texts("git_repo git_branch git_commit_hash git_run_tag")
    + [RunField("git_commit_source", .source)] + texts("git_commit_author git_commit_timestamp")
    + texts("host environment trigger_type")
    + [RunField("metrics_json", .object), RunField("context_json", .object)]
    + [RunField("api_posted", .flag)] + texts("api_posted_at") + counts("api_retry_count")
    + texts("insight_id parent_run_id agent_owner")

  /// Of a change. The last two are dropped without a word by other services, though their own clients
  /// send them.
  static let patched: [RunField] =
    [RunField("status", .status)] + texts("end_time") + counts("duration_ms")
    + texts("error_summary error_details output_summary")
    + counts("items_succeeded items_failed items_skipped")
    + [RunField("metrics_json", .object), RunField("context_json", .object)]
    + [RunField("git_commit_source", .source)] + texts("git_commit_author git_commit_timestamp")
    + counts("items_discovered") + texts("input_summary")

  /// Of the commit that a run came to, by their names in the request.
  static let associated: [RunField] =
    [RunField("commit_hash", .hash), RunField("commit_source", .source)]
    + texts("commit_author commit_timestamp")

  /// Fields that are times.
  static let times = [
    "created_at", "start_time", "end_time", "api_posted_at", "git_commit_timestamp",
  ]

  private static func texts(_ names: String) -> [RunField] {
    names.split(separator: " ").map { RunField(String($0)) }
  }

  private static func counts(_ names: String) -> [RunField] {
    names.split(separator: " ").map { RunField(String($0), .count) }
  }
}
