// swift-tools-version: 6.3
import Foundation
import PackageDescription

/// A library of the system's that goes into the program where the system has its archive: each that is
/// loaded as a program starts costs `tlm emit` a twentieth of its time.
func linked(_ name: String) -> LinkerSetting {
  let folders = [
    "/usr/lib", "/usr/lib64", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu",
  ]
  let isAtHand = folders.contains { FileManager.default.fileExists(atPath: "\($0)/lib\(name).a") }
  return .linkedLibrary(isAtHand ? ":lib\(name).a" : name)
}

/// Swift's server APIs by the traits that ask for them.
func serverAPIs(_ traits: String...) -> [Target.Dependency] {
  let products = [
    "Logging": ("Logging", "swift-log"), "Metrics": ("CoreMetrics", "swift-metrics"),
    "Tracing": ("Tracing", "swift-distributed-tracing"),
    "Lifecycle": ("ServiceLifecycle", "swift-service-lifecycle"),
  ]
  return traits.compactMap { trait in
    products[trait].map { .product(name: $0, package: $1, condition: .when(traits: [trait])) }
  }
}

/// What `tlm serve` hears the network by.
let network: [Target.Dependency] = [
  ("NIOCore", "swift-nio"), ("NIOPosix", "swift-nio"), ("NIOHTTP1", "swift-nio"),
  ("NIOHTTP2", "swift-nio-http2"), ("NIOHPACK", "swift-nio-http2"),
].map { .product(name: $0, package: $1, condition: .when(traits: ["Server"])) }

/// What a target needs, by names with blanks between them.
func needed(_ names: String, _ others: [Target.Dependency]) -> [Target.Dependency] {
  names.split(whereSeparator: \.isWhitespace).map { .byName(name: String($0)) } + others
}

/// A library of the system's.
func system(_ name: String, apt: String, brew: String) -> Target {
  .systemLibrary(name: name, providers: [.apt([apt]), .brew([brew])])
}

/// A module in the folder of its name below `Sources`.
func module(
  _ name: String, _ names: String = "", _ others: [Target.Dependency] = [],
  links: [LinkerSetting]? = nil
) -> Target {
  .target(name: name, dependencies: needed(names, others), linkerSettings: links)
}

/// A suite in the folder of its name below `Tests`.
func suite(
  _ name: String, _ names: String, _ others: [Target.Dependency] = [], without: [String] = []
) -> Target {
  .testTarget(name: name, dependencies: needed(names, others), exclude: without)
}

/// A program that is not shipped.
func program(
  _ name: String, _ names: String, _ others: [Target.Dependency] = [], at path: String,
  without: [String] = []
) -> Target {
  .executableTarget(
    name: name, dependencies: needed(names, others), path: path, exclude: without)
}

let package = Package(
  name: "tlm",
  platforms: [.macOS(.v26)],
  // Those of Swift's server APIs are empty without their traits.
  products: [
    "TLM", "Telemetry", "TelemetryTesting", "TLMCommand", "ProjectionTesting", "Emitting",
    "TelemetryLogging", "TelemetryMetrics", "TelemetryTracing", "TelemetryBootstrap",
    "TelemetryService",
  ].map { .library(name: $0, targets: [$0]) }
    + ["tlm", "tlm-emit", "tlm-hook", "tlm-gate"].map { .executable(name: $0, targets: [$0]) },
  // Without those that are asked for by name nothing but the argument parser is fetched or built. The
  // default ones need headers of the system's; their libraries are loaded by the exports that use them.
  traits: [
    .default(enabledTraits: ["Export", "Spreadsheet"]),
    .trait(name: "Export", description: "tlm export over HTTP, by libcurl"),
    .trait(name: "Spreadsheet", description: "tlm export of workbooks, by libxlsxwriter"),
    .trait(name: "Logging", description: "TelemetryLogging: what swift-log is told"),
    .trait(name: "Metrics", description: "TelemetryMetrics: what swift-metrics counts"),
    .trait(name: "Tracing", description: "TelemetryTracing: swift-distributed-tracing's spans"),
    .trait(name: "Lifecycle", description: "TelemetryService: a last word at a graceful shutdown"),
    .trait(
      name: "ServerAPIs", description: "All of these",
      enabledTraits: ["Logging", "Metrics", "Tracing", "Lifecycle"]),
    .trait(name: "Server", description: "tlm serve: HTTP, gRPC, streams and MCP on loopback"),
    .trait(name: "Relay", description: "tlm relay: many machines in one store, by NATS JetStream"),
  ],
  dependencies: [
    // The command line: help, completions and usage errors that people know.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // What Swift's libraries and servers tell of themselves by.
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    // HTTP and gRPC for `tlm serve`: frames and a loop of ours. A framework brings twenty packages,
    // one of which has a module of the name of ours; a generated gRPC takes four times the build.
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
  ],
  targets: [
    // Bytes to events.
    module("CSimdJSON", links: [.linkedLibrary("simdjson")]),
    module("Events"),
    module("Lines", "Events CSimdJSON"),

    // Every system call.
    .systemLibrary(name: "CLinux"),
    module("SystemCalls", "CLinux"),

    // SHA-256 of states, rows and keys: the system's, as building another one takes minutes.
    system("CNettle", apt: "nettle-dev", brew: "nettle"),
    module("Digests", "CNettle", links: [linked("nettle")]),

    // The log on disk.
    module("Journal", "Events SystemCalls"),

    // What people write into files of settings, and what holds.
    system("CYAML", apt: "libyaml-dev", brew: "libyaml"),
    module("Configuration", "Events Journal SystemCalls CYAML", links: [linked("yaml")]),

    // What programs put into the log: neither another language nor a library of the system's, so that
    // a program of it is there at once.
    module("Telemetry", "Events Journal SystemCalls"),
    // An emitter in memory and a clock, for the tests of people's programs; it knows no test library.
    module("TelemetryTesting", "Events Journal Telemetry"),
    // `tlm emit`, of which there is a program of its own.
    module("Emitting", "Events Journal Configuration Telemetry SystemCalls"),
    .executableTarget(name: "tlm-emit", dependencies: ["Emitting", "SystemCalls"]),
    // What coding agents tell by their hooks, and the settings by which they do.
    module("Hooks", "Events Journal Configuration Telemetry Emitting SystemCalls"),
    // The hook alone: a coding agent waits for it at every step.
    .executableTarget(name: "tlm-hook", dependencies: ["Hooks", "SystemCalls"]),

    // `tlm run`: a command, seen through and put into the log; no index, as every run waits for it.
    module("Running", "Events Journal Telemetry Emitting SystemCalls"),

    // What others wrote, brought into the log: lines of every dialect, packed ones too.
    system("CZlib", apt: "zlib1g-dev", brew: "zlib"),
    system("CZstd", apt: "libzstd-dev", brew: "zstd"),
    module(
      "Importers",
      "Events Lines Journal Digests Telemetry OTLP SystemCalls CZlib CZstd",
      links: [linked("z"), linked("zstd")]),
    // What OpenTelemetry's senders hand over, into the log, each thing once; no network.
    module(
      "Ingest",
      "Events Journal Digests Configuration Telemetry Emitting OTLP SystemCalls CZlib",
      links: [linked("z")]),
    // What programs tell by Swift's server APIs: each sees one of them, where its trait asks for it.
    module("TelemetryLogging", "Events Telemetry", serverAPIs("Logging")),
    module("TelemetryMetrics", "Events Journal Telemetry SystemCalls", serverAPIs("Metrics")),
    module("TelemetryTracing", "Events Telemetry", serverAPIs("Tracing")),
    // All of them by one line.
    module(
      "TelemetryBootstrap",
      """
      Journal Telemetry Emitting SystemCalls TelemetryLogging TelemetryMetrics
      TelemetryTracing
      """, serverAPIs("Logging", "Metrics", "Tracing")),
    module("TelemetryService", "Telemetry TelemetryBootstrap SystemCalls", serverAPIs("Lifecycle")),

    // What a log was, so that any change of it shows: to whoever kept its head.
    module("Sealing", "Events Journal Digests SystemCalls"),

    // Copies of a log, and logs of copies.
    module("Keeping", "Events Journal Sealing SystemCalls"),

    // The key-value store beside the log.
    system("CLMDB", apt: "liblmdb-dev", brew: "lmdb"),
    module("LMDB", "CLMDB SystemCalls", links: [linked("lmdb")]),

    // What sensors are and how they are read: values in, values out.
    module("Sensors", "Events"),
    // Folds: the built-in ones see the vocabulary, the sensors and nothing else.
    .target(name: "Projections", dependencies: ["Events", "Sensors"], path: "Projections"),
    // The readings that other processes see, and those of the host.
    module("Board", "Events Sensors SystemCalls"),
    // Whether an agent may make a call, by what a board says: an agent waits for it at every call.
    module("Gate", "Events Journal Configuration Emitting Hooks Board SystemCalls"),
    .executableTarget(name: "tlm-gate", dependencies: ["Gate", "SystemCalls"]),
    // The engine: folds, states and their digests.
    module("Folding", "Events Lines Journal Digests SystemCalls"),
    // What makes the log fast to look into.
    module("Index", "Events Lines Journal LMDB Digests Folding SystemCalls"),
    // What is kept of folds, and whoever follows the log.
    module("Views", "Events Lines Journal LMDB Folding Index SystemCalls"),

    // Segments that were pruned, packed.
    module("Archives", "Events Journal SystemCalls CZstd", links: [linked("zstd")]),

    // Sensors, policies and the decisions they lead to.
    module(
      "Control",
      "Events Sensors Lines Journal Projections Board Folding Views SystemCalls Configuration"),

    // What people import and what they run.
    module(
      "TLM",
      """
      Events Sensors Lines Journal Projections Board Folding Index Views Configuration Control
      Sealing SystemCalls Archives
      """),
    // OpenTelemetry's protocol, both forms of it, by one table; no network.
    module("OTLP", "Events Digests"),
    // Bytes to receivers over HTTP, again where that is of use. libcurl has thirty libraries behind it:
    // it is loaded when something is sent, and no other command waits for it.
    system("CCurl", apt: "libcurl4-openssl-dev", brew: "curl"),
    module(
      "Posting", "Events SystemCalls CZlib",
      [.target(name: "CCurl", condition: .when(traits: ["Export"]))], links: [linked("z")]),
    // Questions about a log, answered for commands, servers and tools alike: values in, values out.
    module("Analysis", "Events OTLP Telemetry Running TLM SystemCalls"),
    // Logs of many machines in one, over an engine that others wrote and run. libnats is loaded when a
    // relay begins.
    system("CNATS", apt: "libnats-dev", brew: "cnats"),
    module(
      "Relay", "Events Lines Journal Digests Views SystemCalls",
      [.target(name: "CNATS", condition: .when(traits: ["Relay"]))]),
    // Events as other programs read them, one file a format; libxlsxwriter is loaded when it is used.
    system("CXlsx", apt: "libxlsxwriter-dev", brew: "libxlsxwriter"),
    module(
      "Exporters", "Events Lines Journal Index Views Analysis OTLP SystemCalls",
      [.target(name: "CXlsx", condition: .when(traits: ["Spreadsheet"]))]),
    // Every JSON document and error code that is promised to programs.
    module(
      "Documents",
      """
      Exporters Posting Relay Analysis TLM Emitting Hooks Board Gate Importers Sealing Keeping Archives
      """),
    // Questions by name, asked of a store: tools, routes and OpenAPI are made of one catalog.
    module("Questions", "Documents Analysis TLM SystemCalls"),
    // The Model Context Protocol, bytes in and bytes out; no network.
    module("MCP", "Questions Emitting Telemetry TLM"),
    // Pages for people, one file a page: HTML of Swift's own literals, which escape what is put into
    // them. A template language brings Foundation, which a start of tlm has no time for, and a second
    // place in which something may be left unescaped.
    module(
      "Dashboard",
      """
      Questions Documents Exporters Analysis TLM Emitting Telemetry Events Digests SystemCalls
      """),
    // What speaks HTTP and gRPC to a store: one file a route. Empty without its trait.
    module(
      "Server",
      """
      Dashboard Questions MCP Ingest OTLP Documents Analysis TLM Events Lines Journal Configuration
      Telemetry Emitting Hooks Exporters Digests SystemCalls
      """, network),
    // Runs over HTTP, as clients of local-telemetry know them, at a port of its own.
    module("RunsAPI", "Server Documents Analysis TLM Events Digests SystemCalls"),
    module(
      "TLMCommand",
      """
      Exporters OTLP Posting Analysis TLM Documents Telemetry Configuration Emitting Hooks Board Gate
      Running Importers
      Questions MCP Sealing Keeping Relay SystemCalls Archives
      """,
      [
        .target(name: "Server", condition: .when(traits: ["Server"])),
        .target(name: "RunsAPI", condition: .when(traits: ["Server"])),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "tlm", dependencies: ["TLMCommand"]),
    // For the tests of people's own projections; it knows no test library.
    module("ProjectionTesting", "Events Lines Journal Folding SystemCalls"),
  ],
  cxxLanguageStandard: .cxx17
)

// Tests mirror the tree; an installed copy of this package comes without them.
let hasTests = FileManager.default.fileExists(atPath: Context.packageDirectory + "/Tests")
if hasTests {
  package.targets += [
    .target(
      name: "TestSupport",
      dependencies: ["Events", "Journal", "Folding", "SystemCalls", "CLinux"],
      path: "Tests/Support"),
    program(
      "tlm-bench",
      """
      Analysis Control Events Sensors Board Lines Journal Projections Folding Ingest OTLP Index
      Telemetry Views TLM TestSupport SystemCalls
      """, at: "Tests/Benchmarks/Program"),
    // Lines through swift-log, with a backend of tlm's and without.
    program(
      "tlm-bench-logging",
      "TelemetryLogging Telemetry Journal SystemCalls", serverAPIs("Logging"),
      at: "Tests/Benchmarks/Logging"),
    // A server of SwiftNIO's alone, beside which tlm's is measured.
    program("tlm-bench-http", "", network, at: "Tests/Benchmarks/Serving"),
    // A process that tests start, stop and kill: it writes, follows, drains, holds and forks.
    program(
      "tlm-actor",
      """
      Control Events Sensors Board Journal Projections Folding Index Telemetry Views TestSupport
      SystemCalls
      """, at: "Tests/Actor"),
    suite(
      "ProcessTests",
      """
      Events Lines Journal Folding Index Views Sealing TestSupport SystemCalls tlm tlm-actor tlm-emit
      """),
    suite("EventsTests", "Events Lines TestSupport"),
    suite(
      "TelemetryTests",
      "Telemetry TelemetryTesting Events Journal Lines TestSupport SystemCalls"),
    // Empty without the traits: `make test` builds with all of them.
    suite(
      "BackendsTests",
      """
      TelemetryLogging TelemetryMetrics TelemetryTracing TelemetryBootstrap TelemetryService
      Emitting Telemetry Events Journal Lines TestSupport SystemCalls server-apis
      """, serverAPIs("Logging", "Metrics", "Tracing", "Lifecycle")),
    suite(
      "HooksTests",
      "Hooks Emitting Events Journal Projections Folding TestSupport SystemCalls tlm-hook",
      without: ["Fixtures"]),
    suite(
      "GateTests",
      """
      Gate Board Control Events Journal Sensors Projections Configuration TestSupport SystemCalls
      tlm-gate
      """),
    suite("RunningTests", "Running Telemetry Events Journal SystemCalls TestSupport"),
    suite("ImportersTests", "Importers Events Journal TLM TestSupport SystemCalls tlm"),
    suite(
      "SealingTests",
      "Sealing Digests Events Journal Archives Keeping TLM SystemCalls TestSupport"),
    suite(
      "KeepingTests", "Keeping Sealing Archives Events Journal TLM SystemCalls TestSupport tlm"),
    suite("OTLPTests", "OTLP Events TestSupport"),
    suite(
      "IngestTests",
      """
      Ingest OTLP Posting Events Digests Configuration Emitting Journal Telemetry Projections
      Folding TestSupport SystemCalls
      """),
    suite("ExportersTests", "Exporters TLM Analysis OTLP Events Lines TestSupport"),
    suite("PostingTests", "Posting Events TestSupport"),
    suite("DigestsTests", "Digests TestSupport"),
    suite("LinesTests", "Events Lines CSimdJSON TestSupport"),
    program("LimitActor", "Events Journal SystemCalls", at: "Tests/LimitActor"),
    suite("JournalTests", "Events Journal Lines CSimdJSON TestSupport SystemCalls LimitActor"),
    suite("ProjectionsTests", "Events Sensors Lines Projections Folding Index Views TestSupport"),
    suite("LMDBTests", "LMDB TestSupport SystemCalls"),
    suite("FoldingTests", "Events Lines Journal Projections Folding Views TLM TestSupport"),
    suite("IndexTests", "Events Lines Journal LMDB Folding Index Views TestSupport SystemCalls"),
    suite("ViewsTests", "TLM LMDB TestSupport SystemCalls"),
    suite(
      "BoardTests",
      "Board Control Events Sensors Journal Projections TestSupport SystemCalls tlm-actor"),
    suite("ConfigurationTests", "Configuration Events Journal TestSupport SystemCalls"),
    suite(
      "ControlTests",
      """
      Configuration Control Events Sensors Board Lines Journal Projections Folding Index Views
      TestSupport SystemCalls tlm-actor
      """),
    suite(
      "DocumentsTests",
      """
      Archives Exporters Posting Relay Analysis Documents Hooks Board Gate Importers Sealing Keeping
      TLM TestSupport SystemCalls
      """, without: ["Golden"]),
    suite("AnalysisTests", "Analysis Events TLM TestSupport SystemCalls"),
    suite("QuestionsTests", "Questions Documents TLM TestSupport SystemCalls tlm"),
    suite("MCPTests", "MCP TLM TestSupport SystemCalls tlm"),
    suite("DashboardTests", "Dashboard Analysis Events TLM TestSupport"),
    // Without the trait only what there is of values.
    suite(
      "ServerTests", "Server Analysis Events TestSupport SystemCalls tlm", without: ["Programs"]),
    // Real nats-servers, where they can be had.
    suite(
      "RelayTests", "Relay Events Journal TestSupport SystemCalls tlm", without: ["Programs"]),
    suite("RunsAPITests", "RunsAPI Server Events"),
    suite(
      "TLMTests",
      "TLM LMDB Board Events Projections Sensors Archives Sealing TestSupport SystemCalls"),
    program("custom-projection", "TLM TLMCommand", at: "Examples/custom-projection"),
    // A server of which only its bootstrap knows tlm.
    .executableTarget(
      name: "server-apis",
      dependencies: [
        "TelemetryBootstrap",
        .product(name: "Metrics", package: "swift-metrics", condition: .when(traits: ["Metrics"])),
      ] + serverAPIs("Logging", "Tracing"),
      path: "Examples/server-apis"),
    // Two programs that people can copy: rules at work on a scripted day, and workers that obey.
    program("brainstem", "TLM", at: "Examples/brainstem", without: ["timeline.txt"]),
    program(
      "controller", "TLM", at: "Examples/controller", without: ["controller.py", "README.md"]),
    program("SeedBound", "TLM TLMCommand", at: "Tests/SeedBound"),
    suite(
      "ProjectionTestingTests",
      "ProjectionTesting TLM TestSupport SystemCalls tlm custom-projection SeedBound"),
    suite("InstallTests", "TestSupport SystemCalls tlm tlm-emit tlm-hook tlm-gate"),
    suite("ReadersTests", "TLM TestSupport SystemCalls tlm tlm-actor"),
    // Emitters and integrations in other languages, run by their own interpreters.
    suite("LanguagesTests", "TLM TestSupport SystemCalls tlm"),
    // The whole of tlm with projections that trap and throw.
    program("FoldActor", "TLM TLMCommand Folding Index Views", at: "Tests/FoldActor"),
    suite(
      "CLITests",
      """
      TLM LMDB TestSupport SystemCalls tlm tlm-emit tlm-hook tlm-gate custom-projection FoldActor
      brainstem controller
      """),
  ]
}

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ]
}
// An installed copy is built by compilers that are newer than this line, and know more warnings.
for target in package.targets where target.type != .system && hasTests {
  target.swiftSettings? += [
    .treatAllWarnings(as: .error),
    .treatWarning("ExplicitSendable", as: .error),
    .treatWarning("DeprecatedDeclaration", as: .warning),
  ]
}
for target in package.targets where ![.system, .test].contains(target.type) {
  target.swiftSettings?.append(.strictMemorySafety())
}
// A view that cannot escape is made in these modules only.
for target in package.targets where ["Events", "Lines", "LMDB"].contains(target.name) {
  target.swiftSettings?.append(.enableExperimentalFeature("Lifetimes"))
}
