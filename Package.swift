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

let package = Package(
  name: "tlm",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "TLM", targets: ["TLM"]),
    .library(name: "TLMCommand", targets: ["TLMCommand"]),
    .library(name: "ProjectionTesting", targets: ["ProjectionTesting"]),
    .executable(name: "tlm", targets: ["tlm"]),
  ],
  dependencies: [
    // The command line: help, completions and usage errors that people know.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
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

    // Sensors, policies and the decisions they lead to.
    .systemLibrary(
      name: "CYAML", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .target(
      name: "Control",
      dependencies: [
        "Events", "Sensors", "Lines", "Journal", "Projections", "Board", "Folding", "Views",
        "SystemCalls", "CYAML",
      ],
      linkerSettings: [linked("yaml")]),

    // What people import and what they run.
    .target(
      name: "TLM",
      dependencies: [
        "Events", "Sensors", "Lines", "Journal", "Projections", "Board", "Folding", "Index",
        "Views", "Control", "SystemCalls",
      ]),
    // Every JSON document and error code that is promised to programs.
    .target(name: "Documents", dependencies: ["TLM"]),
    .target(
      name: "TLMCommand",
      dependencies: [
        "TLM", "Documents", "SystemCalls",
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
      name: "TestSupport", dependencies: ["Events", "Journal", "Folding", "SystemCalls"],
      path: "Tests/Support"),
    .executableTarget(
      name: "tlm-bench",
      dependencies: [
        "Control", "Events", "Sensors", "Board", "Lines", "Journal", "Projections", "Folding",
        "Index", "Views", "TLM",
        "TestSupport", "SystemCalls",
      ],
      path: "Tests/Benchmarks/Program"),
    // A process that tests start, stop and kill: it writes, follows, drains, holds and forks.
    .executableTarget(
      name: "tlm-actor",
      dependencies: [
        "Control", "Events", "Sensors", "Board", "Journal", "Projections", "Folding", "Index",
        "Views", "TestSupport", "SystemCalls",
      ],
      path: "Tests/Actor"),
    .testTarget(
      name: "ProcessTests",
      dependencies: [
        "Events", "Lines", "Journal", "Folding", "Index", "Views", "TestSupport", "SystemCalls",
        "tlm-actor",
      ]),
    .testTarget(name: "EventsTests", dependencies: ["Events", "Lines", "TestSupport"]),
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
      name: "ControlTests",
      dependencies: [
        "Control", "Events", "Sensors", "Board", "Lines", "Journal", "Projections", "Folding",
        "Index", "Views", "TestSupport", "SystemCalls", "tlm-actor",
      ]),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents", "TLM", "TestSupport", "SystemCalls"],
      exclude: ["Golden"]),
    .testTarget(name: "TLMTests", dependencies: ["TLM", "LMDB", "TestSupport", "SystemCalls"]),
    .executableTarget(
      name: "custom-projection", dependencies: ["TLM", "TLMCommand"],
      path: "Examples/custom-projection"),
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
    .testTarget(name: "InstallTests", dependencies: ["TestSupport", "SystemCalls", "tlm"]),
    .testTarget(
      name: "ReadersTests", dependencies: ["TLM", "TestSupport", "SystemCalls", "tlm", "tlm-actor"]),
    // The whole of tlm with projections that trap and throw.
    .executableTarget(
      name: "FoldActor", dependencies: ["TLM", "TLMCommand", "Folding", "Index", "Views"],
      path: "Tests/FoldActor"),
    .testTarget(
      name: "CLITests",
      dependencies: [
        "TLM", "LMDB", "TestSupport", "SystemCalls", "tlm", "custom-projection", "FoldActor",
        "brainstem",
        "controller",
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
