import Documents
import Events
import Ingest
import Journal
import TLM

/// Events by whoever speaks HTTP.
enum PostEvents {
  /// Bytes of a body, packed or not.
  private static let limit = 16 << 20

  static let routes = [
    Route(
      "POST", "/v1/events", .tell,
      "Appends events; they are on the disk before the answer comes. All of them or none.",
      parameters: [
        RouteParameter(
          "Tlm-Expect-Revision", in: .header,
          "STREAM=REVISION: only if the stream has exactly so many events, or none. The events are put "
            + "into the stream."),
        RouteParameter(
          "Idempotency-Key", in: .header,
          "Only if none was appended under this key before; for one event."),
      ],
      body: RouteBody(
        [
          "application/json", "application/x-ndjson", "application/jsonl", "text/plain",
          // What curl says that is told nothing else.
          "application/x-www-form-urlencoded",
        ],
        limit: limit, schema: ["oneOf": [["type": "object"], ["type": "array"]]])
    ) { request, desk in
      let body: UnpackedBody
      do throws(UnpackedBody.Failure) {
        body = try UnpackedBody(
          request.body, packedAs: request.headers["content-encoding"], limit: limit)
      } catch {
        return Response(
          refusal: error.status, error.status == 413 ? "tooLarge" : "encoding", error.message)
      }
      let events = try PostedEvents(body.bytes)
      let lines = try desk.intake.prepared(events.lines, at: .current)
      if lines.isEmpty { return Response(json: ["appended": false, "lines": 0]) }
      let condition = try PostedCondition(request.headers)
      guard condition.isGiven else {
        let receipt = try await desk.appends.append(lines: lines)
        return Response(AppendReceiptDocument(receipt))
      }
      do throws(AppendError) {
        _ = desk.store.drainBeforeReading(timeout: .seconds(1))
        let receipt = try desk.store.log.append(
          lines: lines, onlyIf: condition.conditions, key: condition.key, durability: .synced,
          timeout: GroupedAppends.timeout)
        return Response(ReceiptDocument(receipt))
      } catch  where error.isConflict {
        return Response(ConflictDocument(error), status: 409)
      }
    }
  ]
}

/// What must hold of the log for posted events to go in.
struct PostedCondition {
  var conditions: [AppendCondition] = []
  let key: String?

  var isGiven: Bool { !conditions.isEmpty || key != nil }

  init(_ headers: HeaderFields) throws(RequestError) {
    key = headers["idempotency-key"].map { HeaderFields.trimmed($0) }
    for text in headers.values(of: "tlm-expect-revision") {
      conditions.append(try Self.condition(text))
    }
  }

  private static func condition(_ text: String) throws(RequestError) -> AppendCondition {
    guard let equals = text.lastIndex(of: "="), equals > text.startIndex else {
      throw RequestError("parameter", "Tlm-Expect-Revision is not STREAM=REVISION")
    }
    let stream = HeaderFields.trimmed(text[..<equals])
    switch HeaderFields.trimmed(text[text.index(after: equals)...]) {
    case "none": return .expecting(stream: stream, revision: .noStream)
    case "any": return .expecting(stream: stream, revision: .any)
    case let number:
      guard let events = Int(number), events >= 0 else {
        throw RequestError(
          "parameter", "the revision of Tlm-Expect-Revision is a number from 0 on, none or any")
      }
      return .expecting(stream: stream, revision: .exactly(events))
    }
  }
}
