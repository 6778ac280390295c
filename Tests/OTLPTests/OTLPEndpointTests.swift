import Events
import Testing

@testable import OTLP

@Suite struct OTLPEndpointTests {
  private func endpoint(
    _ given: String? = nil, _ signal: OTLPSignal = .logs, _ variables: [String: String] = [:]
  ) throws(OTLPError) -> OTLPEndpoint {
    try OTLPEndpoint(given, for: signal) { variables[$0] }
  }

  @Test(
    arguments: [
      (nil, [:], "http://localhost:4318/v1/logs"),
      ("http://a:1", [:], "http://a:1/v1/logs"),
      ("http://a:1/", [:], "http://a:1/v1/logs"),
      ("https://a/otlp", [:], "https://a/otlp/v1/logs"),
      ("https://a/otlp/v1/logs", [:], "https://a/otlp/v1/logs"),
      (nil, ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://b/x"], "http://b/x/v1/logs"),
      (nil, ["OTEL_EXPORTER_OTLP_ENDPOINT": ""], "http://localhost:4318/v1/logs"),
      (nil, ["OTEL_EXPORTER_OTLP_LOGS_ENDPOINT": "http://c"], "http://c/"),
      (nil, ["OTEL_EXPORTER_OTLP_LOGS_ENDPOINT": "http://c/in"], "http://c/in"),
      (
        nil,
        [
          "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT": "http://c/in",
          "OTEL_EXPORTER_OTLP_ENDPOINT": "http://b",
        ], "http://c/in"
      ),
      (nil, ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://c"], "http://localhost:4318/v1/logs"),
      ("http://a", ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://b"], "http://a/v1/logs"),
      (nil, ["LOGFIRE_TOKEN": "pylf_v1_us_x"], "https://logfire-us.pydantic.dev/v1/logs"),
      (nil, ["LOGFIRE_TOKEN": "pylf_v1_eu_x"], "https://logfire-eu.pydantic.dev/v1/logs"),
      (
        nil, ["SENTRY_DSN": "https://abc@o1.ingest.us.sentry.io/42"],
        "https://o1.ingest.us.sentry.io/api/42/integration/otlp/v1/logs"
      ),
      (
        nil, ["SENTRY_DSN": "https://k@h/x", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://b"],
        "http://b/v1/logs"
      ),
      ("http://a", ["LOGFIRE_TOKEN": "secret"], "http://a/v1/logs"),
    ] as [(String?, [String: String], String)])
  func `where it is sent`(given: String?, variables: [String: String], url: String) throws {
    #expect(try endpoint(given, .logs, variables).url == url)
  }

  @Test func `a token goes where it belongs, and nowhere else`() throws {
    let variables = ["LOGFIRE_TOKEN": "pylf_v1_us_x", "SENTRY_DSN": "https://abc:old@h/42"]
    let named = try endpoint("http://a", .logs, variables)
    let logfire = try endpoint(nil, .logs, variables)
    let sentry = try endpoint(nil, .traces, ["SENTRY_DSN": "https://abc:old@h/42"])

    #expect(named.headers.isEmpty)
    #expect(logfire.headers.map(\.name) == ["authorization"])
    #expect(logfire.headers.map(\.value) == ["pylf_v1_us_x"])
    #expect(sentry.headers.map(\.value) == ["sentry sentry_key=abc"])
    #expect(sentry.url == "https://h/api/42/integration/otlp/v1/traces")
  }

  @Test func `a password in an address is for the receiver alone`() throws {
    let endpoint = try endpoint("https://me:secret@host:1/x?y=a@b")

    #expect(endpoint.url.contains("me:secret@"))
    #expect(endpoint.shown == "https://host:1/x?y=a@b/v1/logs")
    #expect(try self.endpoint("http://a/@b").shown == "http://a/@b/v1/logs")
  }

  @Test func `gRPC of the environment is of its own address`() throws {
    let variables = ["OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"]

    #expect(try endpoint("http://a", .logs, variables).isJSON == false)
  }

  @Test func `calls go to a method of their signal, by address or by the environment`() throws {
    let method = "/opentelemetry.proto.collector.logs.v1.LogsService/Export"
    let grpc = ["OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"]
    for (given, variables, url) in [
      ("grpc://a:4317", [:], "http://a:4317"), ("grpcs://a:4317/", [:], "https://a:4317"),
      (nil, grpc, "http://localhost:4317"),
      (nil, ["OTEL_EXPORTER_OTLP_ENDPOINT": "grpc://c:1/x"], "http://c:1"),
      (
        nil,
        ["OTEL_EXPORTER_OTLP_LOGS_PROTOCOL": "grpc", "OTEL_EXPORTER_OTLP_ENDPOINT": "https://b:1"],
        "https://b:1"
      ),
    ] as [(String?, [String: String], String)] {
      let endpoint = try endpoint(given, .logs, variables)
      #expect(endpoint.url == url + method && endpoint.isGRPC && !endpoint.isJSON)
    }
    #expect(try !endpoint("http://a", .logs, grpc).isGRPC)
    #expect(try endpoint("grpc://a", .traces, [:]).url.hasSuffix(".trace.v1.TraceService/Export"))
  }

  @Test func `the rest of the environment holds, that of the signal first`() throws {
    let endpoint = try endpoint(
      nil, .logs,
      [
        "OTEL_EXPORTER_OTLP_HEADERS": "a=1", "OTEL_EXPORTER_OTLP_LOGS_HEADERS": "b=x%20y, c = z",
        "OTEL_EXPORTER_OTLP_PROTOCOL": "http/json", "OTEL_EXPORTER_OTLP_COMPRESSION": "gzip",
        "OTEL_EXPORTER_OTLP_TIMEOUT": "2500", "OTEL_EXPORTER_OTLP_CERTIFICATE": "/ca.pem",
        "OTEL_EXPORTER_OTLP_LOGS_COMPRESSION": "",
      ])

    #expect(endpoint.headers.map(\.name) == ["b", "c"])
    #expect(endpoint.headers.map(\.value) == ["x y", "z"])
    #expect(endpoint.isJSON && endpoint.isPacked && endpoint.timeout == .milliseconds(2500))
    #expect(endpoint.certificates == "/ca.pem")
  }

  @Test(
    arguments: [
      ("localhost:4318", [:]), ("ftp://a", [:]), ("http://", [:]), ("http://a b", [:]),
      ("http://a/v1/traces", [:]),
      (nil, ["OTEL_EXPORTER_OTLP_PROTOCOL": "tcp"]), ("grpc://", [:]),
      (nil, ["OTEL_EXPORTER_OTLP_TIMEOUT": "soon"]),
      (nil, ["OTEL_EXPORTER_OTLP_TIMEOUT": "-1"]),
      (nil, ["OTEL_EXPORTER_OTLP_COMPRESSION": "zstd"]),
      (nil, ["OTEL_EXPORTER_OTLP_HEADERS": "a"]), (nil, ["OTEL_EXPORTER_OTLP_HEADERS": "a=x%0ay"]),
      (nil, ["SENTRY_DSN": "https://h/42"]), (nil, ["SENTRY_DSN": "https://k@h/../x"]),
      (nil, ["LOGFIRE_TOKEN": "a\nb"]),
    ] as [(String?, [String: String])])
  func `what cannot be meant is refused in a sentence`(
    given: String?, variables: [String: String]
  ) throws {
    let error = #expect(throws: OTLPError.self) { try endpoint(given, .logs, variables) }
    #expect(error?.message.isEmpty == false)
  }

  @Test func `the resource is what the environment says, and the name of the service counts twice`()
    throws
  {
    let variables = ["OTEL_RESOURCE_ATTRIBUTES": "service.name=a,host.name=b%2Cc"]
    let (resource, service) = try OTLPResource.named { variables[$0] }
    let named = try OTLPResource.named { $0 == "OTEL_SERVICE_NAME" ? "d" : variables[$0] }

    #expect(service == "a" && named.service == "d")
    let attributes = resource.message(service: "x")["attributes"]?.elements ?? []
    #expect(attributes.first == ["key": "service.name", "value": ["stringValue": "x"]])
    #expect(attributes[1] == ["key": "host.name", "value": ["stringValue": "b,c"]])
  }
}
