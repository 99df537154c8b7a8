import { existsSync, readFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { getReason, writeFiles } from "../../../codemods/edits/write-files";
import { openProject } from "../../../codemods/project/code-project";
import { type ClientFiles } from "../../../codemods/rules/rule";
import { runCodemod } from "../../../codemods/run/codemod-run";
import { requireTarget } from "../../../codemods/targets/registry";
import { ToolError } from "../../contract";
import {
  compareReports,
  createDocument,
  createReport,
  createSummary,
  isLeft,
  readBaseline,
  type Report,
  type ReportFormat,
} from "../../report";
import { ExitCode } from "../exit-codes";
import { type Terminal } from "../terminal";
import { findPackageFolder, readVersion } from "../version";
import { type ReportOptions } from "./report-options";
