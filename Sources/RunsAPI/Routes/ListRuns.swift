import Analysis
import Events
import Server

/// Runs that meet every condition.
enum ListRuns {
  static let routes = [
    RunsRoute(
      method: "GET", path: "/api/v1/runs",
      about: "The runs that meet every condition, those recorded last first.", takesToken: false,
      query: parameters,
      answers: [
        (200, "The runs.", RunsSchema.list(RunsSchema.run)),
        (400, "A status or a time that is none.", RunsSchema.detail),
      ]
    ) { request, desk in
      let pick = try RunsPick(request.head.query)
      let runs = try desk.book.page(pick.filter, offset: pick.offset, limit: pick.limit)
      var bytes: [UInt8] = [UInt8(ascii: "[")]
      for (place, object) in runs.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        bytes += object.bytes
      }
      bytes.append(UInt8(ascii: "]"))
      return Response(
        200, headers: HeaderFields([("content-type", "application/json")]), body: bytes)
    }
  ]

  private static let parameters: [RouteParameter] = [
    RouteParameter("agent_name", "Runs of this agent."),
    RouteParameter("job_type", "Runs of this job."),
    RouteParameter("exclude_job_type", "Not of these jobs; with commas, or again."),
    RouteParameter("status", "Runs that stand so; several with commas, or again."),
    RouteParameter("parent_run_id", "Runs that this one started."),
    RouteParameter("run_id_contains", "Runs with this in their id."),
    RouteParameter("created_before", "Recorded before this time."),
    RouteParameter("created_after", "Recorded after this time."),
    RouteParameter("start_time_from", "Begun at this time or later."),
    RouteParameter("start_time_to", "Begun at this time or before."),
    RouteParameter(
      "limit", "At most so many; 100 without it.",
      schema: ["type": "integer", "minimum": 1, "maximum": 1000]),
    RouteParameter(
      "offset", "Leave out so many of those recorded last.",
      schema: ["type": "integer", "minimum": 0]),
  ]
}

/// Which runs a client asks for, and which page of them.
struct RunsPick: Sendable, Equatable {
  var filter = RunFilter()
  var limit = 100
  var offset = 0

  /// - Throws: `Faulty` for numbers that are none, `RunsError` for words and times that are none.
  init(_ query: [RequestHead.Pair]) throws {
    let word = { (name: String) in
      query.last { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
    }
    let words = { (name: String) in
      query.filter { $0.name == name }.flatMap { $0.value.split(separator: ",").map(String.init) }
    }
    limit = try Self.number("limit", query, 1...1000) ?? limit
    offset = try Self.number("offset", query, 0...Int64.max) ?? offset
    filter.agents = word("agent_name").map { [$0] } ?? []
    filter.jobs = word("job_type").map { [$0] } ?? []
    (filter.parent, filter.idPart) = (word("parent_run_id"), word("run_id_contains"))
    filter.hiddenJobs = words("exclude_job_type")
    filter.statuses = try words("status").map { text throws(RunsError) in
      guard let status = RunStatusWord.outcome(text) else {
        throw RunsError(400, "Invalid status. Must be one of: \(RunStatusWord.listed)")
      }
      return status
    }
    filter.createdBefore = try Self.time("created_before", word)
    filter.createdAfter = try Self.time("created_after", word)
    filter.startFrom = try Self.time("start_time_from", word)
    filter.startTo = try Self.time("start_time_to", word)
  }

  private static func time(
    _ name: String, _ word: (String) -> String?
  ) throws(RunsError) -> Timestamp? {
    guard let text = word(name) else { return nil }
    // A plus that nobody escaped has become a space.
    let escaped = String(text.map { $0 == " " ? "+" : $0 })
    guard let time = NewRun.time(text) ?? NewRun.time(escaped) else {
      throw RunsError(400, "Invalid ISO8601 timestamp for \(name): '\(text)'")
    }
    return time
  }

  private static func number(
    _ name: String, _ query: [RequestHead.Pair], _ range: ClosedRange<Int64>
  ) throws(Faulty) -> Int? {
    guard let text = query.last(where: { $0.name == name })?.value else { return nil }
    let place: [Value] = ["query", .string(name)]
    guard let number = CountReading.number(of: text) else {
      throw Faulty(
        Fault(
          "int_parsing", at: place,
          "Input should be a valid integer, unable to parse string as an integer",
          input: .string(text)))
    }
    if number < range.lowerBound {
      throw Faulty(
        Fault(
          "greater_than_equal", at: place,
          "Input should be greater than or equal to \(range.lowerBound)", input: .string(text),
          context: [Member("ge", .integer(range.lowerBound))]))
    }
    if number > range.upperBound {
      throw Faulty(
        Fault(
          "less_than_equal", at: place,
          "Input should be less than or equal to \(range.upperBound)", input: .string(text),
          context: [Member("le", .integer(range.upperBound))]))
    }
    return Int(number)
  }
}
