import Documents
import Exporters
import OTLP
import Posting
import SystemCalls
import TLM

/// Events, or the spans that they are, as requests to a receiver, each until it is taken.
final class ExportSending {
  private let job: ExportJob
  private var document: ExportDocument
  /// Spans or records that were taken.
  private var taken = 0

  init(_ job: ExportJob) {
    self.job = job
    document = job.document
  }

  /// Remarks of the receiver that are told; there may be one at each request.
  private static let remarkLimit = 20

  func run() throws -> ExportDocument {
    guard let endpoint = job.endpoint else { return document }
    let delivery = try Delivery()
    let sender = OTLPSender(endpoint, job.signal)
    let send = { (message: Value, count: Int) in
      let request = try sender.request(message)
      let decision = delivery.send(request) { Self.tell(of: $0, endpoint) }
      self.note(try sender.answer(decision, after: self.taken))
      self.taken += count
    }
    if job.isOfSpans { try sendSpans(send) } else { try sendRecords(send) }
    document.tally = delivery.tally
    document.bytes = delivery.tally.bytes
    return document
  }

  private func sendRecords(_ send: (Value, Int) throws -> Void) throws {
    var requests = OTLPRequests(job.options)
    try job.forEachEvent { event in
      let waiting = requests.count
      if let full = requests.add(event) { try send(full, waiting + 1 - requests.count) }
      document.events += 1
    }
    let waiting = requests.count
    if let rest = requests.take() { try send(rest, waiting) }
  }

  private func sendSpans(_ send: (Value, Int) throws -> Void) throws {
    var requests = SpanRequests(job.options)
    try job.forEachEvent { event in
      try requests.add(event)
      document.events += 1
    }
    document.spans = try requests.forEach(send)
  }

  private func note(_ answer: OTLPAnswer) {
    document.rejected += answer.rejected
    let isNew = !answer.message.isEmpty && !document.remarks.contains(answer.message)
    if isNew, document.remarks.count < Self.remarkLimit { document.remarks.append(answer.message) }
  }

  private static func tell(of pause: Duration, _ endpoint: OTLPEndpoint) {
    guard Terminal.error.isTerminal else { return }
    let seconds = Numbers.fixed(pause / .seconds(1), decimals: 1)
    Message.note(SafeText.of("\(endpoint.shown) is busy or away; again in \(seconds) s"))
  }
}

/// Messages of OTLP as requests to one receiver, and its answers as they are meant.
struct OTLPSender: Sendable {
  private let endpoint: OTLPEndpoint
  private let signal: OTLPSignal

  init(_ endpoint: OTLPEndpoint, _ signal: OTLPSignal) {
    self.endpoint = endpoint
    self.signal = signal
  }

  /// The request that carries a message.
  func request(_ message: Value) throws -> PostRequest {
    var body =
      endpoint.isJSON
      ? Array(OTLPText.line(message).dropLast())
      : ProtobufWriter.bytes(of: message, as: signal.request)
    var headers = [
      (name: "User-Agent", value: "OTel-OTLP-Exporter-Swift/0.1.0 tlm/0.1.0"),
      (name: "Content-Type", value: contentType),
    ]
    let packed = endpoint.isPacked ? Gzip.packed(body) : nil
    if let packed {
      body = packed
      let name = endpoint.isGRPC ? "grpc-encoding" : "Content-Encoding"
      headers.append((name: name, value: "gzip"))
    }
    if endpoint.isGRPC {
      headers.append((name: "TE", value: "trailers"))
      body = GRPCCall.body(of: body, isPacked: packed != nil)
    }
    let named = Set(endpoint.headers.map { $0.name.lowercased() })
    headers = headers.filter { !named.contains($0.name.lowercased()) }
    headers += endpoint.headers.map { (name: $0.name, value: $0.value) }
    var request = PostRequest(url: endpoint.url, body: body)
    request.isGRPC = endpoint.isGRPC
    request.headers = headers
    request.timeout = endpoint.timeout
    request.certificates = endpoint.certificates
    request.ownCertificate = endpoint.ownCertificate
    request.ownKey = endpoint.ownKey
    return request
  }

  private var contentType: String {
    if endpoint.isGRPC { return "application/grpc" }
    return endpoint.isJSON ? "application/json" : "application/x-protobuf"
  }

  /// What a receiver says that took a request.
  ///
  /// - Parameter count: events that were taken before.
  /// - Throws: `refused` where it did not.
  func answer(_ decision: RetryPolicy.Decision, after count: Int) throws -> OTLPAnswer {
    switch decision {
    case .accepted(let response):
      return OTLPAnswer(body: response.body, isJSON: response.isJSON, signal: signal)
    case .refused(let sentence, let response):
      let said = response.flatMap { OTLPAnswer.sentence(ofError: $0.body) }.map { ": \($0)" } ?? ""
      throw ExportError(
        .refused,
        "\(endpoint.shown) (from \(endpoint.origin)) took \(count) \(signal.things) and no more: "
          + "\(sentence)\(said)")
    case .again:
      throw ExportError(.refused, "\(endpoint.shown) took \(count) \(signal.things) and no more")
    }
  }
}
