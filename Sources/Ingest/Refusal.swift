import Events
import Journal
import OTLP

/// Why a request is refused, whole: nothing of it is in the log.
struct Refusal: Error {
  /// The status of HTTP.
  let status: Int
  /// The code of `google.rpc.Status`.
  let code: Int
  let message: String
  /// Seconds after which it may be sent again; nil: never.
  var retryAfter: Int?
  var header: OTLPIngest.Answer.Header?

  /// A body that nobody can read.
  static func unreadable(_ message: String) -> Refusal {
    Refusal(status: 400, code: 3, message: message)
  }

  static func tooLarge(_ message: String) -> Refusal {
    Refusal(status: 413, code: 8, message: message)
  }

  /// A type, or a way of packing, that is not known.
  static func unsupported(_ message: String, accept: String) -> Refusal {
    let isType = accept.contains("/")
    return Refusal(
      status: 415, code: 12, message: message,
      header: .init(name: isType ? "accept" : "accept-encoding", value: accept))
  }

  /// What holds for a while only.
  static func unavailable(_ message: String, after seconds: Int) -> Refusal {
    Refusal(status: 503, code: 14, message: message, retryAfter: seconds)
  }

  /// That the log did not take it. Whatever the reason, somebody may mend it while the sender waits:
  /// a sender that is told otherwise throws away what it has.
  init(_ error: JournalError) {
    let seconds =
      switch error.code {
      case .busy, .partlyWritten: 1
      case .full, .fileTooLarge, .noStore, .notAStore, .readOnly, .newerFormat: 30
      default: 5
      }
    self = .unavailable(error.message, after: seconds)
  }

  /// One that HTTP has a status for.
  init(status: Int, _ message: String) {
    let codes = [400: 3, 401: 16, 403: 7, 404: 5, 405: 12, 413: 8, 415: 12, 421: 7]
    self.init(status: status, code: codes[status] ?? 13, message: message)
  }

  private init(
    status: Int, code: Int, message: String, retryAfter: Int? = nil,
    header: OTLPIngest.Answer.Header? = nil
  ) {
    (self.status, self.code, self.message) = (status, code, message)
    (self.retryAfter, self.header) = (retryAfter, header)
  }

  var headers: [OTLPIngest.Answer.Header] {
    let retry = retryAfter.map {
      OTLPIngest.Answer.Header(name: "retry-after", value: String($0))
    }
    return [retry, header].compactMap { $0 }
  }

  /// The whole status, with `RetryInfo` where it may be sent again, as gRPC's clients look for it.
  var details: [UInt8]? {
    guard let retryAfter else { return nil }
    var status = ProtobufWriter.bytes(
      of: ["code": .integer(Int64(code)), "message": .string(message)], as: .rpcStatus)
    let delay = Self.field(1, [0x08] + Self.varint(retryAfter))
    let type = Array("type.googleapis.com/google.rpc.RetryInfo".utf8)
    status += Self.field(3, Self.field(1, type) + Self.field(2, delay))
    return status
  }

  private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    [number << 3 | 2] + varint(bytes.count) + bytes
  }

  private static func varint(_ number: Int) -> [UInt8] {
    var (rest, bytes) = (number, [UInt8]())
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }
}
