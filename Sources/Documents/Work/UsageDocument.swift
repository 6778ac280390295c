package import TLM

/// What agents' work came to: what `tlm usage --json` prints.
package struct UsageDocument: Document {
  /// What the work is told by beside what is always there.
  package enum More: Sendable {
    case nothing
    case weeks
    case months
    case projects
    case blocks
    /// The work of each machine.
    case hosts([(name: String, group: UsageGroup)])
  }

  private let answer: UsageAnswer
  private let more: More
  private let hasBreakdown: Bool

  package init(_ answer: UsageAnswer, _ more: More = .nothing, hasBreakdown: Bool = false) {
    self.answer = answer
    self.more = more
    self.hasBreakdown = hasBreakdown
  }

  /// The digest is of the answer: the same for the same figures, however they came into the log.
  package var json: Value {
    let value = answer.value(hasBreakdown: hasBreakdown)
    let digest = Digest(bytes: Array(JSONWriter.text(of: value).utf8))
    return .object(value.members + extra + [Member("digest", .string(digest.description))])
  }

  private var extra: [Member] {
    switch more {
    case .nothing: []
    case .weeks: [Member("by_week", groups(answer.groups(by: .week)))]
    case .months: [Member("by_month", groups(answer.groups(by: .month)))]
    case .projects:
      [
        Member(
          "by_project",
          .object(
            answer.projects.sorted { ($0.key?.text ?? "") < ($1.key?.text ?? "") }
              .map { Member($0.key?.text ?? "", .object($0.value.members)) }))
      ]
    case .blocks: [Member("blocks", .array(answer.blocks.map(block)))]
    case .hosts(let hosts):
      [Member("by_host", .object(hosts.map { Member($0.name, .object($0.group.members)) }))]
    }
  }

  private func groups(_ groups: [Label: UsageGroup]) -> Value {
    .object(
      groups.sorted { $0.key < $1.key }.map { Member($0.key.text, .object($0.value.members)) })
  }

  private func block(_ block: UsageBlock) -> Value {
    let times: [Member] = [
      Member("start", .string(block.start.description)),
      Member("end", .string(block.end.description)),
    ]
    return .object(times + block.group.members)
  }
}
