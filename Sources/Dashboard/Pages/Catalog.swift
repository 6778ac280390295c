/// Every page of the dashboard. A new file in this folder is listed here; a test insists.
package enum PageCatalog {
  package static let all: [DashboardPage] =
    Overview.pages + RunList.pages + RunDetail.pages + RunFigures.pages + RunBulk.pages
    + RunDownload.pages + RunFile.pages + EventList.pages + EventDetail.pages
    + TraceIndex.pages + TraceDetail.pages + SessionList.pages + SessionDetail.pages
    + IssueBoard.pages + MachineList.pages + SensorBoard.pages + ProposalAnswer.pages
    + ProjectionIndex.pages
    + ProjectionDetail.pages
}
