extension OTLPEndpoint {
  /// Whether counters are wanted to tell what they grew by.
  ///
  /// - Throws: where the variable says nothing that there is.
  package static func prefersDelta(by variable: (String) -> String?) throws(OTLPError) -> Bool {
    let name = "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE"
    guard let text = variable(name), !text.isEmpty else { return false }
    switch text.lowercased() {
    case "cumulative": return false
    case "delta", "lowmemory": return true
    default:
      throw OTLPError(
        message: "\(name) is \(text); it is to be cumulative, delta or lowmemory")
    }
  }

  /// The variables of one signal: those that name it, else those for all.
  struct Reading {
    private let signal: OTLPSignal
    private let variable: (String) -> String?

    init(_ signal: OTLPSignal, _ variable: @escaping (String) -> String?) {
      self.signal = signal
      self.variable = variable
    }

    /// The value of a setting for this signal, and which variable says so.
    func specific(_ setting: String) -> (text: String, name: String)? {
      named("OTEL_EXPORTER_OTLP_\(signal.rawValue.uppercased())_\(setting)")
    }

    /// The value of a setting for all signals.
    func general(_ setting: String) -> (text: String, name: String)? {
      named("OTEL_EXPORTER_OTLP_\(setting)")
    }

    func value(_ setting: String) -> (text: String, name: String)? {
      specific(setting) ?? general(setting)
    }

    private func named(_ name: String) -> (text: String, name: String)? {
      variable(name).flatMap { $0.isEmpty ? nil : ($0, name) }
    }

    func headers() throws(OTLPError) -> [Header] {
      guard let (text, name) = value("HEADERS") else { return [] }
      let pairs = try KeyValueText.pairs(text, name)
      for pair in pairs where !KeyValueText.isHeader(pair.key, pair.value) {
        throw OTLPError(message: "\(name) has the header \(pair.key), which cannot be sent")
      }
      return pairs.map { Header(name: $0.key, value: $0.value) }
    }

    /// Whether requests over HTTP are JSON.
    func isJSON() throws(OTLPError) -> Bool {
      guard let (text, name) = value("PROTOCOL") else { return false }
      switch text {
      case "http/protobuf", "grpc": return false
      case "http/json": return true
      default:
        throw OTLPError(
          message: "\(name) is \(text); it is to be grpc, http/protobuf or http/json")
      }
    }

    /// Whether the environment asks for gRPC.
    var isGRPC: Bool { value("PROTOCOL")?.text == "grpc" }

    func isPacked() throws(OTLPError) -> Bool {
      guard let (text, name) = value("COMPRESSION"), text != "none" else { return false }
      guard text == "gzip" else {
        throw OTLPError(message: "\(name) is \(text); it is to be gzip or none")
      }
      return true
    }

    func timeout() throws(OTLPError) -> Duration {
      guard let (text, name) = value("TIMEOUT") else { return .seconds(10) }
      guard let milliseconds = Int64(text), 1...86_400_000 ~= milliseconds else {
        throw OTLPError(message: "\(name) is \(text); it is to be a number of milliseconds")
      }
      return .milliseconds(milliseconds)
    }
  }

  /// A service that says by one variable where to send to, and who one is.
  struct Vendor {
    let url: String
    let header: Header
    let origin: String

    static func found(
      _ signal: OTLPSignal, _ variable: (String) -> String?
    ) throws(OTLPError) -> Vendor? {
      if let token = variable("LOGFIRE_TOKEN"), !token.isEmpty { return try logfire(token, signal) }
      if let name = variable("SENTRY_DSN"), !name.isEmpty { return try sentry(name, signal) }
      return nil
    }

    /// Logfire's tokens name their region.
    private static func logfire(
      _ token: String, _ signal: OTLPSignal
    ) throws(OTLPError) -> Vendor {
      guard KeyValueText.isHeader("authorization", token) else {
        throw OTLPError(message: "LOGFIRE_TOKEN has characters that no token has")
      }
      let region = token.contains("_eu_") ? "eu" : "us"
      return Vendor(
        url: "https://logfire-\(region).pydantic.dev" + signal.path,
        header: Header(name: "authorization", value: token), origin: "LOGFIRE_TOKEN")
    }

    /// `https://KEY@HOST/PROJECT`: the key goes into a header, the rest into the address.
    private static func sentry(
      _ name: String, _ signal: OTLPSignal
    ) throws(OTLPError) -> Vendor {
      let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard parts.count >= 4, parts[0] == "https:" || parts[0] == "http:", parts[1].isEmpty,
        let at = parts[2].firstIndex(of: "@"), let project = parts.last, !project.isEmpty,
        project.allSatisfy(\.isNumber)
      else {
        throw OTLPError(
          message:
            "SENTRY_DSN is to look like https://KEY@HOST/PROJECT, as Sentry's settings show it")
      }
      // Older ones have a secret behind the key, which is for nobody.
      let key = parts[2][..<at].split(separator: ":").first.map(String.init) ?? ""
      let host = parts[2][parts[2].index(after: at)...]
      guard !key.isEmpty, !host.isEmpty, KeyValueText.isHeader("x-sentry-auth", key) else {
        throw OTLPError(message: "SENTRY_DSN names no key or no host")
      }
      let path = parts[3..<parts.count - 1].map { "/" + $0 }.joined()
      return Vendor(
        url: "\(parts[0])//\(host)\(path)/api/\(project)/integration/otlp" + signal.path,
        header: Header(name: "x-sentry-auth", value: "sentry sentry_key=\(key)"),
        origin: "SENTRY_DSN")
    }
  }
}

/// `k=v,k=v` with percent signs, as OpenTelemetry writes headers and attributes into variables.
enum KeyValueText {
  static func pairs(
    _ text: String, _ name: String
  ) throws(OTLPError) -> [(key: String, value: String)] {
    var pairs: [(key: String, value: String)] = []
    for part in text.split(separator: ",") {
      let part = trimmed(part)
      if part.isEmpty { continue }
      guard let equals = part.firstIndex(of: "="), equals > part.startIndex else {
        throw OTLPError(message: "\(name) is to be key=value,key=value; there is a part without =")
      }
      let value = decoded(trimmed(part[part.index(after: equals)...]))
      pairs.append((decoded(trimmed(part[..<equals])), value))
    }
    return pairs
  }

  /// Whether a header has nothing in it that would begin another one.
  static func isHeader(_ name: String, _ value: String) -> Bool {
    let isToken = name.utf8.allSatisfy { byte in
      0x21...0x7e ~= byte && !"\"(),/:;<=>?@[\\]{}".utf8.contains(byte)
    }
    return !name.isEmpty && isToken && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " || $0 == "\t" }
    guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return start }
    return start[...last]
  }

  /// Percent signs with two digits as bytes; what is no such sign stays.
  private static func decoded(_ text: Substring) -> String {
    let bytes = Array(text.utf8)
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let byte = HexText.bytes(String(decoding: bytes[index + 1...index + 2], as: UTF8.self))
      {
        decoded += byte
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }
}
