/** The marks of this desk's decisions, kept beside the server's answers so that they live and end with them. */

import { skipToken, useQuery, type QueryClient } from '@tanstack/react-query';
import { noMarks, type DecidedMarks } from './decided-marks.ts';

const KEY = ['records', 'marks'];

export function useMarks(): DecidedMarks {
  const { data } = useQuery<DecidedMarks>({
    queryKey: KEY,
    queryFn: skipToken,
    initialData: noMarks,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  return data ?? noMarks;
}

export function readMarks(queries: QueryClient): DecidedMarks {
  return queries.getQueryData<DecidedMarks>(KEY) ?? noMarks;
}

export function changeMarks(
  queries: QueryClient,
  change: (marks: DecidedMarks) => DecidedMarks,
): void {
  queries.setQueryData<DecidedMarks>(KEY, (marks) => change(marks ?? noMarks));
}
