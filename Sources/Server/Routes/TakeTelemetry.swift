import Documents
import Ingest
import OTLP
import TLM

/// What OpenTelemetry's programs send: traces, metrics and logs.
enum TakeTelemetry {
  static let routes: [Route] = OTLPSignal.allCases.map { signal in
    var route = Route(
      "POST", RoutePath(signal.path), .tell,
      "Takes \(signal.rawValue) of OpenTelemetry (OTLP); they are on the disk before the answer comes.",
      body: RouteBody(["*/*"], limit: OTLPIngest.Settings().bodyLimit, schema: ["type": "object"]),
      answers: ["application/x-protobuf", "application/json"]
    ) { request, desk in
      let ingest: OTLPIngest
      do { ingest = try desk.ingest() } catch {
        // Whoever mends the settings has time to: a sender that is told otherwise throws away what it has.
        return told(Response(refusal: 503, "configuration", "\(error)"), request.head)
      }
      return Response(
        ingest.take(
          signal, contentType: request.headers["content-type"],
          contentEncoding: request.headers["content-encoding"], body: request.body))
    }
    route.telling = told
    return route
  }

  /// What failed before the telemetry was looked at, as its senders read it.
  @Sendable private static func told(_ failure: Response, _ head: RequestHead) -> Response {
    guard let document = failure.failure else { return failure }
    return failure.retold(
      as: Response(
        OTLPIngest.Answer(
          refusal: failure.status, document.message, contentType: head.headers["content-type"])))
  }
}

extension Response {
  init(_ answer: OTLPIngest.Answer) {
    var headers = HeaderFields(answer.headers.map { ($0.name, $0.value) })
    if let type = answer.contentType { headers["content-type"] = type }
    self.init(answer.status, headers: headers, body: answer.body)
  }
}
