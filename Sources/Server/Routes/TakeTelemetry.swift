import Ingest
import OTLP
import TLM

/// What OpenTelemetry's programs send: traces, metrics and logs.
enum TakeTelemetry {
  static let routes: [Route] = OTLPSignal.allCases.map { signal in
    Route(
      "POST", RoutePath(signal.path), .tell,
      "Takes \(signal.rawValue) of OpenTelemetry (OTLP); they are on the disk before the answer comes.",
      body: RouteBody(["*/*"], limit: OTLPIngest.Settings().bodyLimit, schema: ["type": "object"]),
      answers: ["application/x-protobuf", "application/json"]
    ) { request, desk in
      let ingest: OTLPIngest
      do { ingest = try desk.ingest() } catch {
        // Whoever mends the settings has time to: a sender that is told otherwise throws away what it has.
        return Response(refusal: 503, "configuration", "\(error)")
      }
      return Response(
        ingest.take(
          signal, contentType: request.headers["content-type"],
          contentEncoding: request.headers["content-encoding"], body: request.body))
    }
  }
}

extension Response {
  init(_ answer: OTLPIngest.Answer) {
    var headers = HeaderFields(answer.headers.map { ($0.name, $0.value) })
    if let type = answer.contentType { headers["content-type"] = type }
    self.init(answer.status, headers: headers, body: answer.body)
  }
}
