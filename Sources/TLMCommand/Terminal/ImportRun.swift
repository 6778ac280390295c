import ArgumentParser
import Documents
import Importers
import SystemCalls
import TLM

/// Imports files once, and says what came of it.
struct ImportRun {
  private let paths: [String]
  private let options: ImportOptions
  private let isJSON: Bool

  init(_ paths: [String], _ options: ImportOptions, isJSON: Bool) {
    self.paths = paths
    self.options = options
    self.isJSON = isJSON
  }

  func run(into log: EventLog) throws {
    let importer = try Importer(into: log, options)
    defer { importer.keep() }
    let plan = importer.plan(of: paths)
    let progress = SharedProgress("import", total: FileCheck.size(of: plan.files))
    let tally = importer.tally
    let asked = Signals.onceAsked { signal in
      tally.end { count in
        progress.finish()
        Message.error(ImportView.interrupted(count))
        OwnProcess.end(128 + signal)
      }
    }
    let reports = try importer.importFiles(plan.files) { progress.add($0) }
    asked.cancel()
    progress.finish()
    importer.keep()
    let document = ImportDocument(reports, plan)
    show(document, reports, plan)
    if reports.contains(where: { $0.failure != nil }) || !plan.failures.isEmpty {
      throw ExitCode(ExitStatus.failed.code)
    }
    if reports.allSatisfy({ $0.lines == 0 }) { throw Failure.nothingFound }
  }

  private func show(_ document: ImportDocument, _ reports: [FileReport], _ plan: ImportPlan) {
    let output = Output()
    if isJSON {
      output.json(document)
    } else {
      ImportView.lines(of: reports, for: .output).forEach { output.line($0) }
      output.flush()
      for failure in plan.failures { Message.error(SafeText.of(failure.message)) }
      for report in reports {
        if let failure = report.failure { Message.error(SafeText.of(failure.message)) }
      }
      ImportView.summary(of: reports, leftOut: plan.leftOut).forEach { Message.note($0) }
    }
  }
}
