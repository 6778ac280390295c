import Events

/// Where telemetry is sent and how: what a caller says, else the environment, by OpenTelemetry's rules.
package struct OTLPEndpoint: Sendable, Equatable {
  /// The whole address of the signal.
  package var url: String
  /// Names and values, in their order.
  package var headers: [Header] = []
  /// Whether requests are JSON, and not protobuf.
  package var isJSON = false
  /// Whether requests are calls of gRPC.
  package var isGRPC = false
  /// Whether requests are packed.
  package var isPacked = false
  /// How long one attempt may take.
  package var timeout: Duration = .seconds(10)
  /// Files: who signs receivers, and what this side shows of itself.
  package var certificates: String?
  package var ownCertificate: String?
  package var ownKey: String?
  /// What decided about the address, for people.
  package var origin: String

  /// A header of every request.
  package struct Header: Sendable, Equatable {
    package let name: String
    package let value: String
  }

  /// Where nobody says anything: a receiver on this machine.
  package static let standard = "http://localhost:4318"
  /// The same for gRPC.
  package static let standardOfGRPC = "http://localhost:4317"

  /// - Parameters:
  ///   - given: what the caller says; nil: the environment decides.
  ///   - variable: the environment; an empty value is none.
  /// - Throws: what cannot be read.
  package init(
    _ given: String?, for signal: OTLPSignal, variable: @escaping (String) -> String?
  ) throws(OTLPError) {
    let read = Reading(signal, variable)
    var headers = try read.headers()
    let named = read.value("ENDPOINT")
    if let given, let base = Self.baseOfGRPC(given) {
      let checked = try Self.checked(base, "--endpoint")
      (url, origin, isGRPC) = (Self.call(checked, signal), "--endpoint", true)
    } else if let given {
      (url, origin) = (try Self.address(given, signal, "--endpoint"), "--endpoint")
    } else if let named, read.isGRPC || Self.baseOfGRPC(named.text) != nil {
      let checked = try Self.checked(Self.baseOfGRPC(named.text) ?? named.text, named.name)
      (url, origin, isGRPC) = (Self.call(checked, signal), named.name, true)
    } else if let (text, name) = read.specific("ENDPOINT") {
      // One that is of the signal is taken as it is.
      (url, origin) = (Self.withPath(try Self.checked(text, name)), name)
    } else if let (text, name) = read.general("ENDPOINT") {
      (url, origin) = (Self.below(try Self.checked(text, name), signal), name)
    } else if let vendor = try Vendor.found(signal, variable) {
      (url, origin) = (vendor.url, vendor.origin)
      headers = headers.filter { $0.name.lowercased() != vendor.header.name } + [vendor.header]
    } else if read.isGRPC {
      (url, origin, isGRPC) = (
        Self.call(Self.standardOfGRPC, signal), "the standard address", true
      )
    } else {
      (url, origin) = (Self.standard + signal.path, "the standard address")
    }
    self.headers = headers
    isJSON = try read.isJSON() && !isGRPC
    isPacked = try read.isPacked()
    timeout = try read.timeout()
    certificates = read.value("CERTIFICATE")?.text
    ownCertificate = read.value("CLIENT_CERTIFICATE")?.text
    ownKey = read.value("CLIENT_KEY")?.text
  }

  /// The address for people: without a name and a password in it.
  package var shown: String {
    let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count >= 3, let at = parts[2].lastIndex(of: "@") else { return url }
    let host = parts[2][parts[2].index(after: at)...]
    return (parts[..<2] + [host] + parts[3...]).joined(separator: "/")
  }

  /// An address that a person gives is a base, unless it leads to the signal already.
  private static func address(
    _ text: String, _ signal: OTLPSignal, _ name: String
  ) throws(OTLPError) -> String {
    let url = try checked(text, name)
    let path = url.split(separator: "?").first.map(String.init) ?? url
    for known in OTLPSignal.allCases where path.hasSuffix(known.path) {
      if known == signal { return url }
      throw OTLPError(
        message:
          "\(name) \(text) leads to \(known.rawValue), and \(signal.rawValue) are sent; give "
          + "the address without \(known.path)")
    }
    return below(url, signal)
  }

  /// `grpc://HOST:PORT` and `grpcs://HOST:PORT`, the latter with TLS, as addresses of HTTP; nil for others.
  private static func baseOfGRPC(_ text: String) -> String? {
    for (scheme, plain) in [("grpc://", "http://"), ("grpcs://", "https://")]
    where text.lowercased().hasPrefix(scheme) {
      return plain + text.dropFirst(scheme.count)
    }
    return nil
  }

  /// Where a method is called; a path of the address is nobody's.
  private static func call(_ base: String, _ signal: OTLPSignal) -> String {
    let parts = base.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    return parts.prefix(3).joined(separator: "/") + signal.method
  }

  private static func checked(_ text: String, _ name: String) throws(OTLPError) -> String {
    let lower = text.lowercased()
    let isPlain = text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7f }
    guard isPlain,
      ["http://", "https://"].contains(where: { lower.hasPrefix($0) && lower.count > $0.count })
    else {
      throw OTLPError(
        message:
          "\(name) is \(text), which is no address; it is to begin with http:// or https://, or "
          + "with grpc:// or grpcs:// for gRPC")
    }
    return text
  }

  private static func below(_ base: String, _ signal: OTLPSignal) -> String {
    let base = base.hasSuffix("/") ? String(base.dropLast()) : base
    return base + signal.path
  }

  private static func withPath(_ url: String) -> String {
    let rest = url.drop { $0 != ":" }.dropFirst(3)
    return rest.contains("/") ? url : url + "/"
  }
}

extension OTLPResource {
  /// What the environment says of who sends, and the service that everything is said to be of; nil where
  /// it says none.
  package static func named(
    by variable: (String) -> String?
  ) throws(OTLPError) -> (resource: OTLPResource, service: String?) {
    func value(_ name: String) -> String? {
      variable(name).flatMap { $0.isEmpty ? nil : $0 }
    }
    let name = "OTEL_RESOURCE_ATTRIBUTES"
    let pairs = try value(name).map { text throws(OTLPError) in try KeyValueText.pairs(text, name) }
    let service =
      value("OTEL_SERVICE_NAME") ?? pairs?.last { $0.key == "service.name" }?.value
    let rest = (pairs ?? []).filter { $0.key != "service.name" }
    return (OTLPResource(attributes: rest.map { Member($0.key, .string($0.value)) }), service)
  }
}

extension OTLPEndpoint.Header {
  /// `name: value`.
  package init(parsing line: String) throws(OTLPError) {
    let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
    let value = String((parts.count == 2 ? parts[1] : "").drop { $0 == " " })
    guard parts.count == 2, KeyValueText.isHeader(parts[0], value) else {
      throw OTLPError(message: "\(line) is no header; one is 'name: value'")
    }
    self.init(name: parts[0], value: value)
  }
}
