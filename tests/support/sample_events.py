"""Further briefs for the sample project, written for tests."""

EVENT = """\
kind: event
title: {zh: 示例活动, en: A sample event}
theme: event
edition: {date: 2026-03-05, number: 3}
sections: [sample]
blocks:
  - page: {zh: 活动概览, en: The event}
  - lead:
      zh: 一句导语，说明示例活动|的内容与日期。
      en: One lead on what the sample event holds, and on the day it takes place.
  - notice: {zh: '本页内容均{halls|period}', en: 'Everything on this page stands {halls|period}'}
    tone: theme
  - numbers: [exhibits, halls, forums]
  - notes:
      - head: {zh: 日程, en: Programme}
        text: {zh: 示例日程。, en: A sample programme.}
  - page: {zh: 联系与来源, en: Contact and sources}
  - contact
  - sources
"""
