public import Events

/// Each session with its turns, time and cost, those that worked last first.
extension Sessions: Tabular {
  /// Sessions that are shown; programs get all of them.
  package static let shown = 40

  public func page(of rows: Rows<AgentUsage.Row>) -> ReportPage {
    Self.page(of: UsageAnswer(of: rows, UsageQuestion(hasDetails: true)))
  }

  /// The page of an answer with details.
  ///
  /// - Parameters:
  ///   - answer: one with details.
  ///   - hasTimes: whether it is of the work of a time alone.
  ///   - limit: how many sessions are shown.
  package static func page(
    of answer: UsageAnswer, hasTimes: Bool = false, limit: Int = shown
  ) -> ReportPage {
    var page = ReportPage()
    let sessions = answer.latestSessions
    guard !sessions.isEmpty else {
      page.add(
        hasTimes
          ? .line("no session of an agent in that time")
          : .line("no line tells of an agent's session"))
      return page
    }
    page.add(.table(table(of: Array(sessions.prefix(limit)), answer)))
    let rest = sessions.count - limit
    if rest > 0 {
      page.sections[0].blocks.append(.line("and \(.count(rest)) more; --json has all of them"))
    }
    return page
  }

  private static func table(
    of sessions: [(key: Label, value: UsageGroup)], _ answer: UsageAnswer
  ) -> ReportPage.Table {
    ReportPage.Table(
      of: sessions.map { ($0.key, $0.value, answer.courses[$0.key] ?? SessionCourse()) },
      .text("session") { $0.0.text },
      .count("turns") { $0.2.times.turns },
      .count("calls") { $0.1.toolCalls },
      .count("failed") { $0.1.toolErrors }.hidingZeros,
      .seconds("active") { $0.2.times.active.seconds },
      .text("context") { $0.2.contextPeak > 0 ? UsageTable.tokens($0.2.contextPeak) : nil }
        .forWideScreens,
      .text("cost") { UsageTable.cost(of: $0.1) },
      .time("last") { $0.1.last },
      .text("project") { answer.project(of: $0.0)?.lastPart }.forWideScreens)
  }
}

extension UsageAnswer {
  /// Those that worked last first; of equals the one that sorts first.
  package var latestSessions: [(key: Label, value: UsageGroup)] {
    sessions.sorted { left, right in
      let (leftLast, rightLast) = (left.value.last?.rawValue, right.value.last?.rawValue)
      if leftLast == rightLast { return left.key < right.key }
      return leftLast ?? .min > rightLast ?? .min
    }
  }
}

extension Label {
  /// The last part of a path.
  fileprivate var lastPart: String { text.split(separator: "/").last.map(String.init) ?? text }
}
