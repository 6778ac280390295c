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

let package = Package(
  name: "tlm",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "TLM", targets: ["TLM"]),
    .library(name: "Telemetry", targets: ["Telemetry"]),
    .library(name: "TelemetryTesting", targets: ["TelemetryTesting"]),
    .library(name: "TLMCommand", targets: ["TLMCommand"]),
    .library(name: "ProjectionTesting", targets: ["ProjectionTesting"]),
    .library(name: "Emitting", targets: ["Emitting"]),
    // Swift's server APIs into the log; each is empty without its trait.
    .library(name: "TelemetryLogging", targets: ["TelemetryLogging"]),
    .library(name: "TelemetryMetrics", targets: ["TelemetryMetrics"]),
    .library(name: "TelemetryTracing", targets: ["TelemetryTracing"]),
    .library(name: "TelemetryBootstrap", targets: ["TelemetryBootstrap"]),
    .library(name: "TelemetryService", targets: ["TelemetryService"]),
    .executable(name: "tlm", targets: ["tlm"]),
    .executable(name: "tlm-emit", targets: ["tlm-emit"]),
    .executable(name: "tlm-hook", targets: ["tlm-hook"]),
  ],
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
    .target(
      name: "CSimdJSON",
      linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "Events"),
    .target(name: "Lines", dependencies: ["Events", "CSimdJSON"]),

    // Every system call.
    .systemLibrary(name: "CLinux"),
    .target(name: "SystemCalls", dependencies: ["CLinux"]),

    // SHA-256 of states, rows and keys: the system's, as building another one takes minutes.
    .systemLibrary(
      name: "CNettle", providers: [.apt(["nettle-dev"]), .brew(["nettle"])]),
    .target(name: "Digests", dependencies: ["CNettle"], linkerSettings: [linked("nettle")]),

    // The log on disk.
    .target(name: "Journal", dependencies: ["Events", "SystemCalls"]),

    // What people write into files of settings, and what holds.
    .systemLibrary(
      name: "CYAML", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .target(
      name: "Configuration", dependencies: ["Events", "Journal", "SystemCalls", "CYAML"],
      linkerSettings: [linked("yaml")]),

    // What programs put into the log: neither another language nor a library of the system's, so that
    // a program of it is there at once.
    .target(name: "Telemetry", dependencies: ["Events", "Journal", "SystemCalls"]),
    // An emitter in memory and a clock, for the tests of people's programs; it knows no test library.
    .target(name: "TelemetryTesting", dependencies: ["Events", "Journal", "Telemetry"]),
    // `tlm emit`, of which there is a program of its own.
    .target(
      name: "Emitting",
      dependencies: ["Events", "Journal", "Configuration", "Telemetry", "SystemCalls"]),
    .executableTarget(name: "tlm-emit", dependencies: ["Emitting", "SystemCalls"]),
    // What coding agents tell by their hooks, and the settings by which they do.
    .target(
      name: "Hooks",
      dependencies: [
        "Events", "Journal", "Configuration", "Telemetry", "Emitting", "SystemCalls",
      ]),
    // The hook alone: a coding agent waits for it at every step.
    .executableTarget(name: "tlm-hook", dependencies: ["Hooks", "SystemCalls"]),

    // `tlm run`: a command, seen through and put into the log; no index, as every run waits for it.
    .target(
      name: "Running",
      dependencies: ["Events", "Journal", "Telemetry", "Emitting", "SystemCalls"]),

    // What others wrote, brought into the log: lines of every dialect, packed ones too.
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    .target(
      name: "Importers",
      dependencies: [
        "Events", "Lines", "Journal", "Digests", "Telemetry", "OTLP", "SystemCalls", "CZlib",
        "CZstd",
      ],
      linkerSettings: [linked("z"), linked("zstd")]),
    // What OpenTelemetry's senders hand over, into the log, each thing once; no network.
    .target(
      name: "Ingest",
      dependencies: [
        "Events", "Journal", "Digests", "Configuration", "Telemetry", "Emitting", "OTLP",
        "SystemCalls", "CZlib",
      ],
      linkerSettings: [linked("z")]),
    // What programs tell by Swift's server APIs: each sees one of them, where its trait asks for it.
    .target(
      name: "TelemetryLogging", dependencies: ["Events", "Telemetry"] + serverAPIs("Logging")),
    .target(
      name: "TelemetryMetrics",
      dependencies: ["Events", "Journal", "Telemetry", "SystemCalls"] + serverAPIs("Metrics")),
    .target(
      name: "TelemetryTracing", dependencies: ["Events", "Telemetry"] + serverAPIs("Tracing")),
    // All of them by one line.
    .target(
      name: "TelemetryBootstrap",
      dependencies: [
        "Journal", "Telemetry", "Emitting", "SystemCalls", "TelemetryLogging",
        "TelemetryMetrics", "TelemetryTracing",
      ] + serverAPIs("Logging", "Metrics", "Tracing")),
    .target(
      name: "TelemetryService",
      dependencies: ["Telemetry", "TelemetryBootstrap", "SystemCalls"]
        + serverAPIs("Lifecycle")),

    // What a log was, so that any change of it shows: to whoever kept its head.
    .target(name: "Sealing", dependencies: ["Events", "Journal", "Digests", "SystemCalls"]),

    // Copies of a log, and logs of copies.
    .target(name: "Keeping", dependencies: ["Events", "Journal", "Sealing", "SystemCalls"]),

    // The key-value store beside the log.
    .systemLibrary(
      name: "CLMDB", providers: [.apt(["liblmdb-dev"]), .brew(["lmdb"])]),
    .target(
      name: "LMDB", dependencies: ["CLMDB", "SystemCalls"], linkerSettings: [linked("lmdb")]),

    // What sensors are and how they are read: values in, values out.
    .target(name: "Sensors", dependencies: ["Events"]),
    // Folds: the built-in ones see the vocabulary, the sensors and nothing else.
    .target(name: "Projections", dependencies: ["Events", "Sensors"], path: "Projections"),
    // The readings that other processes see, and those of the host.
    .target(name: "Board", dependencies: ["Events", "Sensors", "SystemCalls"]),
    // The engine: folds, states and their digests.
    .target(
      name: "Folding", dependencies: ["Events", "Lines", "Journal", "Digests", "SystemCalls"]),
    // What makes the log fast to look into.
    .target(
      name: "Index",
      dependencies: ["Events", "Lines", "Journal", "LMDB", "Digests", "Folding", "SystemCalls"]),
    // What is kept of folds, and whoever follows the log.
    .target(
      name: "Views",
      dependencies: ["Events", "Lines", "Journal", "LMDB", "Folding", "Index", "SystemCalls"]),

    // Segments that were pruned, packed.
    .target(
      name: "Archives", dependencies: ["Events", "Journal", "SystemCalls", "CZstd"],
      linkerSettings: [linked("zstd")]),

    // Sensors, policies and the decisions they lead to.
    .target(
      name: "Control",
      dependencies: [
        "Events", "Sensors", "Lines", "Journal", "Projections", "Board", "Folding", "Views",
        "SystemCalls", "Configuration",
      ]),

    // What people import and what they run.
    .target(
      name: "TLM",
      dependencies: [
        "Events", "Sensors", "Lines", "Journal", "Projections", "Board", "Folding", "Index",
        "Views", "Configuration", "Control", "Sealing", "SystemCalls", "Archives",
      ]),
    // OpenTelemetry's protocol, both forms of it, by one table; no network.
    .target(name: "OTLP", dependencies: ["Events", "Digests"]),
    // Bytes to receivers over HTTP, again where that is of use. libcurl has thirty libraries behind it:
    // it is loaded when something is sent, and no other command waits for it.
    .systemLibrary(
      name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
    .target(
      name: "Posting",
      dependencies: [
        "Events", "SystemCalls", "CZlib",
        .target(name: "CCurl", condition: .when(traits: ["Export"])),
      ],
      linkerSettings: [linked("z")]),
    // Questions about a log, answered for commands, servers and tools alike: values in, values out.
    .target(name: "Analysis", dependencies: ["Events", "OTLP", "Telemetry", "TLM"]),
    // Events as other programs read them, one file a format; libxlsxwriter is loaded when it is used.
    .systemLibrary(
      name: "CXlsx", providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]),
    .target(
      name: "Exporters",
      dependencies: [
        "Events", "Lines", "Journal", "Views", "Analysis", "OTLP", "SystemCalls",
        .target(name: "CXlsx", condition: .when(traits: ["Spreadsheet"])),
      ]),
    // Every JSON document and error code that is promised to programs.
    .target(
      name: "Documents",
      dependencies: [
        "Exporters", "Posting", "Analysis", "TLM", "Hooks", "Importers", "Sealing", "Keeping",
        "Archives",
      ]),
    // Questions by name, asked of a store: tools, routes and OpenAPI are made of one catalog.
    .target(
      name: "Questions",
      dependencies: ["Documents", "Analysis", "TLM", "SystemCalls"]),
    // The Model Context Protocol, bytes in and bytes out; no network.
    .target(
      name: "MCP",
      dependencies: ["Questions", "Emitting", "Telemetry", "TLM"]),
    // What speaks HTTP and gRPC to a store: one file a route. Empty without its trait.
    .target(
      name: "Server",
      dependencies: [
        "Questions", "MCP", "Ingest", "Documents", "Analysis", "TLM", "Events", "Lines", "Journal",
        "Configuration", "Telemetry", "Emitting", "Hooks", "Exporters", "Digests", "SystemCalls",
      ] + network),
    .target(
      name: "TLMCommand",
      dependencies: [
        "Exporters", "OTLP", "Posting", "Analysis", "TLM", "Documents", "Telemetry", "Emitting",
        "Hooks", "Running", "Importers", "Questions", "MCP",
        "Sealing",
        "Keeping", "SystemCalls", "Archives",
        .target(name: "Server", condition: .when(traits: ["Server"])),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "tlm", dependencies: ["TLMCommand"]),
    // For the tests of people's own projections; it knows no test library.
    .target(
      name: "ProjectionTesting",
      dependencies: ["Events", "Lines", "Journal", "Folding", "SystemCalls"]),
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
    .executableTarget(
      name: "tlm-bench",
      dependencies: [
        "Analysis", "Control", "Events", "Sensors", "Board", "Lines", "Journal", "Projections",
        "Folding", "Ingest", "OTLP",
        "Index", "Telemetry", "Views", "TLM",
        "TestSupport", "SystemCalls",
      ],
      path: "Tests/Benchmarks/Program"),
    // Lines through swift-log, with a backend of tlm's and without.
    .executableTarget(
      name: "tlm-bench-logging",
      dependencies: ["TelemetryLogging", "Telemetry", "Journal", "SystemCalls"]
        + serverAPIs("Logging"),
      path: "Tests/Benchmarks/Logging"),
    // A process that tests start, stop and kill: it writes, follows, drains, holds and forks.
    .executableTarget(
      name: "tlm-actor",
      dependencies: [
        "Control", "Events", "Sensors", "Board", "Journal", "Projections", "Folding", "Index",
        "Telemetry", "Views", "TestSupport", "SystemCalls",
      ],
      path: "Tests/Actor"),
    .testTarget(
      name: "ProcessTests",
      dependencies: [
        "Events", "Lines", "Journal", "Folding", "Index", "Views", "TestSupport", "SystemCalls",
        "tlm-actor", "tlm-emit",
      ]),
    .testTarget(name: "EventsTests", dependencies: ["Events", "Lines", "TestSupport"]),
    .testTarget(
      name: "TelemetryTests",
      dependencies: [
        "Telemetry", "TelemetryTesting", "Events", "Journal", "Lines", "TestSupport", "SystemCalls",
      ]),
    // Empty without the traits: `make test` builds with all of them.
    .testTarget(
      name: "BackendsTests",
      dependencies: [
        "TelemetryLogging", "TelemetryMetrics", "TelemetryTracing", "TelemetryBootstrap",
        "TelemetryService", "Emitting", "Telemetry", "Events", "Journal", "Lines", "TestSupport",
        "SystemCalls", "server-apis",
      ] + serverAPIs("Logging", "Metrics", "Tracing", "Lifecycle")),
    .testTarget(
      name: "HooksTests",
      dependencies: [
        "Hooks", "Events", "Journal", "Projections", "Folding", "TestSupport",
        "SystemCalls", "tlm-hook",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "RunningTests",
      dependencies: ["Running", "Telemetry", "Events", "Journal", "SystemCalls", "TestSupport"]),
    .testTarget(
      name: "ImportersTests",
      dependencies: ["Importers", "Events", "Journal", "TLM", "TestSupport", "SystemCalls", "tlm"]),
    .testTarget(
      name: "SealingTests",
      dependencies: ["Sealing", "Digests", "Events", "Journal", "SystemCalls", "TestSupport"]),
    .testTarget(
      name: "KeepingTests",
      dependencies: ["Keeping", "Sealing", "Events", "Journal", "SystemCalls", "TestSupport"]),
    .testTarget(name: "OTLPTests", dependencies: ["OTLP", "Events", "TestSupport"]),
    .testTarget(
      name: "IngestTests",
      dependencies: [
        "Ingest", "OTLP", "Posting", "Events", "Digests", "Configuration", "Journal", "Telemetry",
        "Projections", "Folding", "TestSupport", "SystemCalls",
      ]),
    .testTarget(
      name: "ExportersTests",
      dependencies: ["Exporters", "OTLP", "Events", "Lines", "TestSupport"]),
    .testTarget(name: "PostingTests", dependencies: ["Posting", "Events", "TestSupport"]),
    .testTarget(name: "DigestsTests", dependencies: ["Digests", "TestSupport"]),
    .testTarget(
      name: "LinesTests", dependencies: ["Events", "Lines", "CSimdJSON", "TestSupport"]),
    .executableTarget(
      name: "LimitActor", dependencies: ["Events", "Journal", "SystemCalls"],
      path: "Tests/LimitActor"),
    .testTarget(
      name: "JournalTests",
      dependencies: [
        "Events", "Journal", "Lines", "CSimdJSON", "TestSupport", "SystemCalls", "LimitActor",
      ]),
    .testTarget(
      name: "ProjectionsTests",
      dependencies: [
        "Events", "Sensors", "Lines", "Projections", "Folding", "Index", "Views", "TestSupport",
      ]),
    .testTarget(name: "LMDBTests", dependencies: ["LMDB", "TestSupport", "SystemCalls"]),
    .testTarget(
      name: "FoldingTests",
      dependencies: [
        "Events", "Lines", "Journal", "Projections", "Folding", "Views", "TLM", "TestSupport",
      ]),
    .testTarget(
      name: "IndexTests",
      dependencies: [
        "Events", "Lines", "Journal", "LMDB", "Folding", "Index", "Views", "TestSupport",
        "SystemCalls",
      ]),
    .testTarget(name: "ViewsTests", dependencies: ["TLM", "LMDB", "TestSupport", "SystemCalls"]),
    .testTarget(
      name: "BoardTests",
      dependencies: [
        "Board", "Control", "Events", "Sensors", "Journal", "Projections", "TestSupport",
        "SystemCalls", "tlm-actor",
      ]),
    .testTarget(
      name: "ConfigurationTests",
      dependencies: ["Configuration", "Events", "Journal", "TestSupport", "SystemCalls"]),
    .testTarget(
      name: "ControlTests",
      dependencies: [
        "Configuration", "Control", "Events", "Sensors", "Board", "Lines", "Journal", "Projections",
        "Folding", "Index", "Views", "TestSupport", "SystemCalls", "tlm-actor",
      ]),
    .testTarget(
      name: "DocumentsTests",
      dependencies: [
        "Archives", "Exporters", "Posting", "Analysis", "Documents", "Hooks", "Importers",
        "Sealing", "Keeping",
        "TLM", "TestSupport",
        "SystemCalls",
      ],
      exclude: ["Golden"]),
    .testTarget(
      name: "AnalysisTests",
      dependencies: ["Analysis", "Events", "TLM", "TestSupport", "SystemCalls"]),
    .testTarget(
      name: "QuestionsTests",
      dependencies: ["Questions", "Documents", "TLM", "TestSupport", "SystemCalls", "tlm"]),
    .testTarget(
      name: "MCPTests", dependencies: ["MCP", "TLM", "TestSupport", "SystemCalls", "tlm"]),
    // Without the trait only what there is of values.
    .testTarget(
      name: "ServerTests",
      dependencies: ["Server", "Events", "TestSupport", "SystemCalls", "tlm"],
      exclude: ["Programs"]),
    .testTarget(
      name: "TLMTests",
      dependencies: [
        "TLM", "LMDB", "Board", "Events", "Projections", "Sensors", "Archives", "Sealing",
        "TestSupport", "SystemCalls",
      ]),
    .executableTarget(
      name: "custom-projection", dependencies: ["TLM", "TLMCommand"],
      path: "Examples/custom-projection"),
    // A server of which only its bootstrap knows tlm.
    .executableTarget(
      name: "server-apis",
      dependencies: [
        "TelemetryBootstrap",
        .product(name: "Metrics", package: "swift-metrics", condition: .when(traits: ["Metrics"])),
      ] + serverAPIs("Logging", "Tracing"),
      path: "Examples/server-apis"),
    // Two programs that people can copy: rules at work on a scripted day, and workers that obey.
    .executableTarget(
      name: "brainstem", dependencies: ["TLM"], path: "Examples/brainstem",
      exclude: ["timeline.txt"]),
    .executableTarget(
      name: "controller", dependencies: ["TLM"], path: "Examples/controller",
      exclude: ["controller.py", "README.md"]),
    .executableTarget(
      name: "SeedBound", dependencies: ["TLM", "TLMCommand"], path: "Tests/SeedBound"),
    .testTarget(
      name: "ProjectionTestingTests",
      dependencies: [
        "ProjectionTesting", "TLM", "TestSupport", "SystemCalls", "tlm", "custom-projection",
        "SeedBound",
      ]),
    .testTarget(
      name: "InstallTests",
      dependencies: ["TestSupport", "SystemCalls", "tlm", "tlm-emit", "tlm-hook"]),
    .testTarget(
      name: "ReadersTests", dependencies: ["TLM", "TestSupport", "SystemCalls", "tlm", "tlm-actor"]),
    // Emitters and integrations in other languages, run by their own interpreters.
    .testTarget(
      name: "LanguagesTests", dependencies: ["TLM", "TestSupport", "SystemCalls", "tlm"]),
    // The whole of tlm with projections that trap and throw.
    .executableTarget(
      name: "FoldActor", dependencies: ["TLM", "TLMCommand", "Folding", "Index", "Views"],
      path: "Tests/FoldActor"),
    .testTarget(
      name: "CLITests",
      dependencies: [
        "TLM", "LMDB", "TestSupport", "SystemCalls", "tlm", "tlm-emit", "tlm-hook",
        "custom-projection", "FoldActor", "brainstem", "controller",
      ]),
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
